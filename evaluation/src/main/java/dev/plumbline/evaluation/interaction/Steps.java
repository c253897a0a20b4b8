package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.Step;
import dev.plumbline.v1.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** The GenAI spans of an interaction as steps, and the usage of its calls. */
final class Steps {
  private Steps() {}

  /** A step per GenAI span; a wrapper around a call, or a second span of it, is no second step. */
  static List<Step> of(InteractionRoots.Group group) {
    Set<SpanView> leaves = new HashSet<>(group.leaves());
    List<Step> steps = new ArrayList<>();
    for (SpanView span : group.spans()) {
      boolean repeats = span.operation() == Operation.INFERENCE && !leaves.contains(span);
      if (span.operation() != Operation.NONE && !repeats) {
        steps.add(step(span, leaves.contains(span)));
      }
    }
    return steps;
  }

  /**
   * Usage of the leaves together; a figure that no leaf sent stays absent. A call whose innermost
   * span has none has that of the span around it, unless that one tells of another call too.
   */
  static Usage total(List<SpanView> leaves, TraceTree tree, Lookup lookup) {
    Usage.Builder total = Usage.newBuilder();
    Set<SpanView> told = new HashSet<>();
    for (SpanView leaf : leaves) {
      Usage own = usage(leaf, lookup);
      if (!own.equals(Usage.getDefaultInstance())) {
        told.addAll(Leaves.around(tree, leaf));
        add(total, own);
      }
    }
    for (SpanView leaf : leaves) {
      Leaves.around(tree, leaf).stream()
          .filter(told::add)
          .map(span -> usage(span, lookup))
          .filter(usage -> !usage.equals(Usage.getDefaultInstance()))
          .findFirst()
          .ifPresent(usage -> add(total, usage));
    }
    return total.build();
  }

  private static void add(Usage.Builder total, Usage usage) {
    if (usage.hasInputTokens()) {
      total.setInputTokens(total.getInputTokens() + usage.getInputTokens());
    }
    if (usage.hasOutputTokens()) {
      total.setOutputTokens(total.getOutputTokens() + usage.getOutputTokens());
    }
    if (usage.hasCacheReadTokens()) {
      total.setCacheReadTokens(total.getCacheReadTokens() + usage.getCacheReadTokens());
    }
    if (usage.hasCacheWriteTokens()) {
      total.setCacheWriteTokens(total.getCacheWriteTokens() + usage.getCacheWriteTokens());
    }
    if (usage.hasReasoningTokens()) {
      total.setReasoningTokens(total.getReasoningTokens() + usage.getReasoningTokens());
    }
  }

  private static Step step(SpanView span, boolean leaf) {
    Lookup lookup = new Lookup();
    return Step.newBuilder()
        .setSpanId(span.id())
        .setParentSpanId(span.parentId())
        .setKind(kind(span.operation()))
        .setName(span.span().getName())
        .setStartUnixNanos(span.span().getStartTimeUnixNano())
        .setEndUnixNanos(span.endUnixNanos())
        .setUsage(leaf ? usage(span, lookup) : Usage.getDefaultInstance())
        .setErrorType(span.errorType())
        .setModel(lookup.text(Field.MODEL_SERVED, span))
        .build();
  }

  private static Step.Kind kind(Operation operation) {
    return switch (operation) {
      case INFERENCE -> Step.Kind.INFERENCE;
      case TOOL -> Step.Kind.TOOL;
      case RETRIEVAL -> Step.Kind.RETRIEVAL;
      case EMBEDDING -> Step.Kind.EMBEDDING;
      case AGENT -> Step.Kind.AGENT;
      case EVALUATION, NONE -> Step.Kind.OTHER;
    };
  }

  private static Usage usage(SpanView span, Lookup lookup) {
    Usage.Builder usage = Usage.newBuilder();
    set(span, lookup, Field.USAGE_INPUT, usage::setInputTokens);
    set(span, lookup, Field.USAGE_OUTPUT, usage::setOutputTokens);
    set(span, lookup, Field.USAGE_CACHE_READ, usage::setCacheReadTokens);
    set(span, lookup, Field.USAGE_CACHE_WRITE, usage::setCacheWriteTokens);
    set(span, lookup, Field.USAGE_REASONING, usage::setReasoningTokens);
    return usage.build();
  }

  private static void set(SpanView span, Lookup lookup, Field field, LongConsumer setter) {
    Values.count(lookup.find(field, List.of(span))).ifPresent(setter::accept);
  }
}
