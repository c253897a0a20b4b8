package dev.plumbline.evaluation.interaction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The calls that really reached a model, each once, however many spans tell of it. */
final class Leaves {
  private static final List<Field> ANSWERED =
      List.of(Field.FINISH, Field.USAGE_OUTPUT, Field.MODEL_SERVED);

  private Leaves() {}

  /**
   * The inference spans without another one below them. An agent that shows no call of its own, for
   * example a remote one, stands for its call.
   */
  static List<SpanView> of(TraceTree tree, List<SpanView> spans, Captured captured) {
    List<SpanView> calls = innermost(tree, spans, span -> span.operation() == Operation.INFERENCE);
    return calls.isEmpty()
        ? innermost(tree, spans, span -> answersItself(span, captured))
        : SideBySide.once(calls, captured);
  }

  /**
   * A call as all its spans tell of it, innermost first: a gateway or the server of the model may
   * go on with the client's trace, and says less of the call than the client does.
   */
  static List<SpanView> around(TraceTree tree, SpanView leaf) {
    List<SpanView> around = new ArrayList<>(List.of(leaf));
    for (SpanView span : tree.ancestors(leaf)) {
      if (span.operation() == Operation.INFERENCE) {
        around.add(span);
      } else if (span.operation() != Operation.NONE) {
        break;
      }
    }
    return around;
  }

  /**
   * The span that gave the answer: the last call to end, leaving out calls made within tools and
   * retrievals. Where the root says what came out and an earlier call said just that, it was that
   * one: the later call only named the conversation, say.
   */
  static SpanView answering(InteractionRoots.Group group, TraceTree tree, Captured captured) {
    List<SpanView> outer =
        group.leaves().stream()
            .filter(
                leaf ->
                    !tree.above(leaf).contains(Operation.TOOL)
                        && !tree.above(leaf).contains(Operation.RETRIEVAL))
            .toList();
    List<SpanView> calls = outer.isEmpty() ? group.leaves() : outer;
    String said = captured.output(group.root()).lastText();
    SpanView last = calls.getFirst();
    SpanView same = null;
    for (SpanView call : calls) {
      last = call.endUnixNanos() >= last.endUnixNanos() ? call : last;
      same = !said.isEmpty() && captured.output(call).lastText().equals(said) ? call : same;
    }
    return same == null ? last : same;
  }

  private static List<SpanView> innermost(
      TraceTree tree, List<SpanView> spans, Predicate<SpanView> isCall) {
    List<SpanView> calls =
        spans.stream()
            .filter(span -> !tree.above(span).contains(Operation.EVALUATION))
            .filter(isCall)
            .toList();
    Set<SpanView> wrappers = new HashSet<>();
    for (SpanView call : calls) {
      SpanView parent = tree.parent(call);
      while (parent != null && wrappers.add(parent)) {
        parent = tree.parent(parent);
      }
    }
    return calls.stream().filter(call -> !wrappers.contains(call)).toList();
  }

  private static boolean answersItself(SpanView span, Captured captured) {
    return span.operation() == Operation.AGENT
        && Operation.isAgent(span.attributes())
        && (captured.output(span).sent()
            || ANSWERED.stream()
                .map(field -> new Lookup().find(field, List.of(span)))
                .anyMatch(found -> !found.isMissingNode()));
  }
}
