package dev.plumbline.evaluation.interaction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
   * @param leaves the inference spans that really called a model; never empty
   */
  record Group(SpanView root, List<SpanView> spans, List<SpanView> leaves) {}

  static List<Group> of(TraceTree tree) {
    List<Group> groups = new ArrayList<>();
    List<SpanView> beside = new ArrayList<>();
    for (SpanView span : tree.spans()) {
      if (!isTop(tree, span)) {
        continue;
      }
      Operation operation = tree.operation(span);
      if (operation == Operation.AGENT || operation == Operation.INFERENCE) {
        List<SpanView> spans = tree.subtree(span);
        List<SpanView> leaves = leaves(tree, spans);
        if (!leaves.isEmpty()) {
          groups.add(new Group(span, spans, leaves));
        }
      } else if (operation != Operation.EVALUATION) {
        beside.addAll(tree.subtree(span));
      }
    }
    return withSiblings(joinToolLoops(groups), beside);
  }

  private static boolean isTop(TraceTree tree, SpanView span) {
    return tree.operation(span) != Operation.NONE
        && tree.ancestors(span).stream().allMatch(a -> tree.operation(a) == Operation.NONE);
  }

  /** Inference spans without another one below: a wrapper around a call is not a second call. */
  private static List<SpanView> leaves(TraceTree tree, List<SpanView> spans) {
    Set<SpanView> wrappers = new HashSet<>();
    List<SpanView> calls =
        spans.stream()
            .filter(s -> tree.operation(s) == Operation.INFERENCE)
            .filter(
                s ->
                    tree.ancestors(s).stream()
                        .noneMatch(a -> tree.operation(a) == Operation.EVALUATION))
            .toList();
    calls.forEach(call -> wrappers.addAll(tree.ancestors(call)));
    return calls.stream().filter(call -> !wrappers.contains(call)).toList();
  }

  private static List<Group> joinToolLoops(List<Group> groups) {
    List<Group> joined = new ArrayList<>();
    for (Group group : groups) {
      Group last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && endsInToolCalls(last) && startsFromToolResults(group)) {
        joined.set(
            joined.size() - 1,
            new Group(
                last.root(),
                both(last.spans(), group.spans()),
                both(last.leaves(), group.leaves())));
      } else {
        joined.add(group);
      }
    }
    return joined;
  }

  private static boolean endsInToolCalls(Group group) {
    return Content.read(group.leaves().getLast(), MessageSource.OUTPUT, "assistant")
        .messages()
        .stream()
        .anyMatch(m -> m.getPartsList().stream().anyMatch(p -> p.hasToolCall()));
  }

  private static boolean startsFromToolResults(Group group) {
    var input = Content.read(group.leaves().getFirst(), MessageSource.INPUT, "user").messages();
    return !input.isEmpty()
        && input.getLast().getPartsList().stream().anyMatch(p -> p.hasToolResult());
  }

  /**
   * A retrieval or tool span beside the calls belongs to the next answer after it, else the last.
   */
  private static List<Group> withSiblings(List<Group> groups, List<SpanView> beside) {
    if (groups.isEmpty() || beside.isEmpty()) {
      return groups;
    }
    List<List<SpanView>> extra = new ArrayList<>();
    groups.forEach(group -> extra.add(new ArrayList<>(group.spans())));
    for (SpanView span : beside) {
      int index = groups.size() - 1;
      for (int i = 0; i < groups.size(); i++) {
        if (groups.get(i).leaves().getLast().span().getEndTimeUnixNano()
            >= span.span().getStartTimeUnixNano()) {
          index = i;
          break;
        }
      }
      extra.get(index).add(span);
    }
    List<Group> complete = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      complete.add(new Group(groups.get(i).root(), extra.get(i), groups.get(i).leaves()));
    }
    return complete;
  }

  private static List<SpanView> both(List<SpanView> first, List<SpanView> second) {
    List<SpanView> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
