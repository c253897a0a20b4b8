package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the interactions of a trace: each top-most GenAI operation that answers. Calls beside each
 * other without a span around them are one interaction when the earlier one ends in tool calls and
 * the later one goes on from their results.
 */
final class InteractionRoots {
  private InteractionRoots() {}

  /**
   * The spans of one interaction.
   *
   * @param root the top-most span
   * @param spans root and everything below, plus what belongs to it beside it; in order
   * @param leaves the spans that really called a model, each call once; never empty
   */
  record Group(SpanView root, List<SpanView> spans, List<SpanView> leaves) {
    private Group with(List<SpanView> moreSpans, List<SpanView> moreLeaves) {
      return new Group(root, both(spans, moreSpans), both(leaves, moreLeaves));
    }

    private static List<SpanView> both(List<SpanView> first, List<SpanView> second) {
      return Stream.concat(first.stream(), second.stream()).toList();
    }
  }

  static List<Group> of(TraceTree tree, Captured captured) {
    List<Group> groups = new ArrayList<>();
    List<SpanView> beside = new ArrayList<>();
    for (SpanView top : tree.tops()) {
      List<SpanView> spans = tree.subtree(top);
      List<SpanView> leaves =
          switch (top.operation()) {
            case AGENT, INFERENCE, TOOL -> Leaves.of(tree, spans, captured);
            case RETRIEVAL, EMBEDDING, EVALUATION, NONE -> List.of();
          };
      if (!leaves.isEmpty()) {
        groups.add(new Group(top, spans, leaves));
      } else if (top.operation() != Operation.EVALUATION) {
        beside.addAll(spans);
      }
    }
    return withSiblings(joinToolLoops(groups, captured), beside);
  }

  private static List<Group> joinToolLoops(List<Group> groups, Captured captured) {
    List<Group> joined = new ArrayList<>();
    for (Group group : groups) {
      int earlier = joined.size() - 1;
      while (earlier >= 0 && !continues(joined.get(earlier), group, captured)) {
        earlier--;
      }
      if (earlier < 0) {
        joined.add(group);
      } else {
        joined.set(earlier, joined.get(earlier).with(group.spans(), group.leaves()));
      }
    }
    return joined;
  }

  /** Whether the later calls begin with results of the calls that the earlier ones end in. */
  private static boolean continues(Group earlier, Group later, Captured captured) {
    List<Message> input = captured.input(later.leaves().getFirst()).messages();
    if (input.isEmpty()) {
      return false;
    }
    Set<String> results =
        parts(List.of(input.getLast()))
            .filter(Part::hasToolResult)
            .map(part -> part.getToolResult().getId())
            .collect(Collectors.toSet());
    Set<String> calls =
        parts(captured.output(earlier.leaves().getLast()).messages())
            .filter(Part::hasToolCall)
            .map(part -> part.getToolCall().getId())
            .collect(Collectors.toSet());
    if (results.isEmpty() || calls.isEmpty()) {
      return false;
    }
    // Some clients lose the ids; then the order has to do.
    return results.stream().anyMatch(calls::contains)
        || results.equals(Set.of(""))
        || calls.equals(Set.of(""));
  }

  private static Stream<Part> parts(List<Message> messages) {
    return messages.stream().flatMap(message -> message.getPartsList().stream());
  }

  /**
   * A retrieval or tool span beside the calls belongs to the next answer after it, else the last.
   */
  private static List<Group> withSiblings(List<Group> groups, List<SpanView> beside) {
    if (groups.isEmpty() || beside.isEmpty()) {
      return groups;
    }
    List<List<SpanView>> extra = new ArrayList<>();
    groups.forEach(group -> extra.add(new ArrayList<>()));
    for (SpanView span : beside) {
      int index = 0;
      while (index < groups.size() - 1
          && groups.get(index).leaves().getLast().endUnixNanos()
              < span.span().getStartTimeUnixNano()) {
        index++;
      }
      extra.get(index).add(span);
    }
    List<Group> complete = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      complete.add(groups.get(i).with(extra.get(i), List.of()));
    }
    return complete;
  }
}
