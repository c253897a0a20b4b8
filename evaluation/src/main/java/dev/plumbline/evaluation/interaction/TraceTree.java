package dev.plumbline.evaluation.interaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a trace as a forest. A span whose parent is not here is a root; a loop of parent ids
 * is opened at its first span. Building takes time linear in the number of spans, however they are
 * nested, since anyone may send a trace of any form.
 */
final class TraceTree {
  /** Further up nothing is looked for. */
  private static final int MAX_ANCESTORS = 64;

  private final List<SpanView> spans;
  private final Map<String, SpanView> parents = new HashMap<>();
  private final Map<String, List<SpanView>> children = new HashMap<>();
  private final Map<String, Set<Operation>> above = new HashMap<>();
  private final Map<String, SpanView> roots = new HashMap<>();
  private final Map<String, Integer> order = new HashMap<>();

  private TraceTree(List<SpanView> spans) {
    this.spans = spans;
    Map<String, SpanView> byId = new LinkedHashMap<>();
    for (SpanView span : spans) {
      order.put(span.id(), order.size());
      byId.put(span.id(), span);
    }
    for (SpanView span : spans) {
      SpanView parent = byId.get(span.parentId());
      if (parent != null && !span.parentId().isEmpty()) {
        parents.put(span.id(), parent);
      }
    }
    openLoops();
    for (SpanView span : spans) {
      SpanView parent = parents.get(span.id());
      if (parent != null) {
        children.computeIfAbsent(parent.id(), id -> new ArrayList<>()).add(span);
      }
    }
    spans.stream().filter(span -> !parents.containsKey(span.id())).forEach(this::descend);
  }

  static TraceTree of(TraceContent trace) {
    return new TraceTree(SpanViews.of(trace));
  }

  /** The top-most GenAI operations, in order. */
  List<SpanView> tops() {
    return spans.stream()
        .filter(s -> s.operation() != Operation.NONE && above(s).isEmpty())
        .toList();
  }

  /** The GenAI operations that the span is within. */
  Set<Operation> above(SpanView span) {
    return above.getOrDefault(span.id(), Set.of());
  }

  /** The root of the tree that the span is in; itself when it is one. */
  SpanView rootOf(SpanView span) {
    return roots.getOrDefault(span.id(), span);
  }

  @Nullable SpanView parent(SpanView span) {
    return parents.get(span.id());
  }

  /** The span's ancestors, nearest first, at most 64. */
  List<SpanView> ancestors(SpanView span) {
    List<SpanView> ancestors = new ArrayList<>();
    SpanView parent = parent(span);
    while (parent != null && ancestors.size() < MAX_ANCESTORS) {
      ancestors.add(parent);
      parent = parent(parent);
    }
    return ancestors;
  }

  /** The span and everything below it, in order. */
  List<SpanView> subtree(SpanView root) {
    List<SpanView> subtree = new ArrayList<>();
    Deque<SpanView> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      SpanView span = open.pop();
      subtree.add(span);
      children.getOrDefault(span.id(), List.of()).forEach(open::push);
    }
    subtree.sort(byOrder());
    return subtree;
  }

  private Comparator<SpanView> byOrder() {
    return Comparator.comparingInt(span -> order.getOrDefault(span.id(), 0));
  }

  private void openLoops() {
    Set<SpanView> done = new HashSet<>();
    for (SpanView start : spans) {
      List<SpanView> path = new ArrayList<>();
      Set<SpanView> onPath = new HashSet<>();
      SpanView at = start;
      while (at != null && !done.contains(at) && onPath.add(at)) {
        path.add(at);
        at = parent(at);
      }
      if (at != null && onPath.contains(at)) {
        List<SpanView> loop = path.subList(path.indexOf(at), path.size());
        parents.remove(Collections.min(loop, byOrder()).id());
      }
      done.addAll(path);
    }
  }

  private void descend(SpanView root) {
    Deque<SpanView> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      SpanView span = open.pop();
      roots.put(span.id(), root);
      Set<Operation> within = above(span);
      if (span.operation() != Operation.NONE && !within.contains(span.operation())) {
        EnumSet<Operation> extended = EnumSet.of(span.operation());
        extended.addAll(within);
        within = extended;
      }
      for (SpanView child : children.getOrDefault(span.id(), List.of())) {
        above.put(child.id(), within);
        open.push(child);
      }
    }
  }
}
