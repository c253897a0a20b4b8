package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plumbline.v1.Interaction;
import java.util.List;
import java.util.OptionalDouble;

/** How an interaction went and ended: finish reasons, usage, error, times, upstream weight. */
final class Ending {
  private Ending() {}

  static void fill(
      Interaction.Builder interaction,
      TraceContent trace,
      InteractionRoots.Group group,
      SpanView answer,
      Lookup lookup) {
    SpanView root = group.root();
    JsonNode finish = lookup.find(Field.FINISH, List.of(answer));
    String error = answer.errorType();
    long start = root.span().getStartTimeUnixNano();
    long end = root.endUnixNanos();
    for (SpanView leaf : group.leaves()) {
      end = Math.max(end, leaf.endUnixNanos());
    }
    interaction
        .addAllFinishReasons(
            Finish.read(finish.isMissingNode() ? finishInMessages(answer) : finish))
        .setUsage(Steps.total(group.leaves(), lookup))
        .setErrorType(error.isEmpty() ? root.errorType() : error)
        .setStartUnixNanos(start)
        .setEndUnixNanos(Math.max(start, end));
    JsonNode first = lookup.find(Field.TIME_TO_FIRST, List.of(answer));
    if (first.isNumber() && first.doubleValue() >= 0) {
      interaction.setTimeToFirstTokenNanos(Math.round(first.doubleValue() * 1e9));
    }
    weight(trace, answer, root, lookup)
        .ifPresentOrElse(
            weight -> interaction.setUpstreamWeight(weight).setUpstreamWeightKnown(true),
            () -> interaction.setUpstreamWeight(1));
  }

  /** From the scored span, else from the root. */
  private static OptionalDouble weight(
      TraceContent trace, SpanView answer, SpanView root, Lookup lookup) {
    for (SpanView span : List.of(answer, root)) {
      OptionalDouble count =
          UpstreamSampling.adjustedCount(span.span().getTraceState(), trace.traceId());
      if (count.isPresent()) {
        lookup.won(Field.SAMPLE_RATE.canonical(), "tracestate ot=th");
        return count;
      }
    }
    JsonNode rate = lookup.find(Field.SAMPLE_RATE, List.of(answer, root));
    return UpstreamSampling.ofRate(rate);
  }

  private static JsonNode finishInMessages(SpanView span) {
    for (Source source : Sources.OUTPUT) {
      JsonNode tree = source.read(span);
      for (JsonNode message : tree.isArray() ? tree : tree.path("choices")) {
        JsonNode reason = message.path("finish_reason");
        if (!Values.absent(reason)) {
          return reason;
        }
      }
    }
    return MissingNode.getInstance();
  }
}
