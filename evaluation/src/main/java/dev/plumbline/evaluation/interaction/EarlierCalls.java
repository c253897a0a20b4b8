package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tool calls as the model wrote them in the earlier calls of an interaction. What a client sends
 * back to the model in the history may be a repaired form, or nothing at all.
 */
final class EarlierCalls {
  private EarlierCalls() {}

  /** The turns with the calls of the earlier answers in the place of their later forms. */
  static List<Message> restored(
      List<Message> turns, InteractionRoots.Group group, SpanView answer, Captured captured) {
    List<Part> written =
        group.leaves().stream()
            .filter(leaf -> !leaf.equals(answer))
            .flatMap(leaf -> captured.output(leaf).messages().stream())
            .flatMap(message -> message.getPartsList().stream())
            .filter(Part::hasToolCall)
            .toList();
    if (written.isEmpty()) {
      return turns;
    }
    Map<String, Part> byId = new HashMap<>();
    written.forEach(part -> byId.putIfAbsent(part.getToolCall().getId(), part));
    byId.remove("");
    List<Message> restored = new ArrayList<>();
    turns.forEach(turn -> restored.add(asWritten(turn, byId)));
    ToolParts known = new ToolParts(restored, captured.output(answer).messages());
    for (Part part : written) {
      ToolCall call = part.getToolCall();
      if (!known.hasCall(call.getId(), call.getName())) {
        insert(restored, part);
      }
    }
    return restored;
  }

  private static Message asWritten(Message turn, Map<String, Part> byId) {
    if (turn.getPartsList().stream().noneMatch(Part::hasToolCall)) {
      return turn;
    }
    Message.Builder written = turn.toBuilder().clearParts();
    for (Part part : turn.getPartsList()) {
      Part own = part.hasToolCall() ? byId.get(part.getToolCall().getId()) : null;
      written.addParts(own == null || own.getToolCall().getArguments().isEmpty() ? part : own);
    }
    return written.build();
  }

  /** In the turn that the client emptied, else at the end. */
  private static void insert(List<Message> turns, Part call) {
    for (int i = turns.size() - 1; i >= 0 && !turns.get(i).getRole().equals("user"); i--) {
      if (turns.get(i).getRole().equals("assistant") && turns.get(i).getPartsCount() == 0) {
        turns.set(i, turns.get(i).toBuilder().addParts(call).build());
        return;
      }
    }
    turns.add(Message.newBuilder().setRole("assistant").addParts(call).build());
  }
}
