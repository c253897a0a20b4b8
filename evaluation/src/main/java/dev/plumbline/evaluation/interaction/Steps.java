package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.Step;
import dev.plumbline.v1.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** The inference, tool, retrieval and agent spans of an interaction, and what they used. */
final class Steps {
  private Steps() {}

  static List<Step> of(TraceTree tree, InteractionRoots.Group group) {
    List<Step> steps = new ArrayList<>();
    for (SpanView span : group.spans()) {
      Operation operation = tree.operation(span);
      boolean wrapper = operation == Operation.INFERENCE && !group.leaves().contains(span);
      if (operation != Operation.NONE && !wrapper) {
        steps.add(step(span, operation));
      }
    }
    return steps;
  }

  /** Usage of the leaves together; a figure that no leaf sent stays absent. */
  static Usage total(List<SpanView> leaves, Lookup lookup) {
    Usage.Builder total = Usage.newBuilder();
    for (SpanView leaf : leaves) {
      Usage usage = usage(leaf, lookup);
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
    return total.build();
  }

  private static Step step(SpanView span, Operation operation) {
    Lookup lookup = new Lookup();
    long start = span.span().getStartTimeUnixNano();
    return Step.newBuilder()
        .setSpanId(span.id())
        .setParentSpanId(span.parentId())
        .setKind(kind(operation))
        .setName(span.span().getName())
        .setStartUnixNanos(start)
        .setEndUnixNanos(Math.max(start, span.span().getEndTimeUnixNano()))
        .setUsage(
            operation == Operation.INFERENCE ? usage(span, lookup) : Usage.getDefaultInstance())
        .setErrorType(span.errorType())
        .setModel(lookup.text(Field.MODEL_SERVED, List.of(span)))
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
    number(lookup.find(field, List.of(span))).ifPresent(setter::accept);
  }

  /** Some clients send numbers as text. */
  private static OptionalLong number(JsonNode node) {
    if (node.isNumber()) {
      return OptionalLong.of(node.longValue());
    }
    String text = Values.text(node).strip();
    return text.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
