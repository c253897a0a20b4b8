package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Part;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How an interaction went and ended: finish reasons, usage, error, times, upstream weight. */
final class Ending {
  private Ending() {}

  static void fill(
      Interaction.Builder interaction,
      TraceContent trace,
      TraceTree tree,
      InteractionRoots.Group group,
      SpanView answer,
      Captured captured,
      Lookup lookup) {
    SpanView root = group.root();
    List<SpanView> call = Leaves.around(tree, answer);
    String error = answer.errorType();
    long start = root.span().getStartTimeUnixNano();
    long end = root.endUnixNanos();
    for (SpanView leaf : group.leaves()) {
      end = Math.max(end, leaf.endUnixNanos());
    }
    interaction
        .addAllFinishReasons(finish(call, captured, lookup))
        .setUsage(Steps.total(group.leaves(), tree, lookup))
        .setErrorType(error.isEmpty() ? root.errorType() : error)
        .setStartUnixNanos(start)
        .setEndUnixNanos(Math.max(start, end))
        .setClockSuspect(group.spans().stream().anyMatch(SpanView::endsBeforeItStarts));
    timeToFirst(call, lookup).ifPresent(interaction::setTimeToFirstTokenNanos);
    weight(trace, answer, root, lookup)
        .ifPresentOrElse(
            weight -> interaction.setUpstreamWeight(weight).setUpstreamWeightKnown(true),
            () -> interaction.setUpstreamWeight(1));
  }

  /**
   * The reasons that were sent; else what the state of the response says, which is the same for a
   * text and for a call of tools.
   */
  private static List<FinishReason> finish(List<SpanView> call, Captured captured, Lookup lookup) {
    JsonNode sent = lookup.find(Field.FINISH, call);
    List<FinishReason> reasons = Finish.read(sent.isMissingNode() ? finishInMessages(call) : sent);
    if (!reasons.isEmpty()) {
      return reasons;
    }
    List<FinishReason> state = Finish.read(lookup.find(Field.RESPONSE_STATUS, call));
    boolean calls =
        call.stream()
            .flatMap(span -> captured.output(span).messages().stream())
            .flatMap(message -> message.getPartsList().stream())
            .anyMatch(Part::hasToolCall);
    return state.equals(List.of(FinishReason.STOP)) && calls
        ? List.of(FinishReason.TOOL_CALL)
        : state;
  }

  private static OptionalLong timeToFirst(List<SpanView> call, Lookup lookup) {
    JsonNode seconds = lookup.find(Field.SECONDS_TO_FIRST, call);
    JsonNode millis = lookup.find(Field.MILLIS_TO_FIRST, call);
    double nanos = seconds.isMissingNode() ? millis.asDouble(-1) * 1e6 : seconds.asDouble(-1) * 1e9;
    return nanos >= 0 && Double.isFinite(nanos)
        ? OptionalLong.of(Math.round(nanos))
        : OptionalLong.empty();
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

  /** One per choice, from the first source that has any. */
  private static JsonNode finishInMessages(List<SpanView> call) {
    ArrayNode reasons = JsonNodeFactory.instance.arrayNode();
    for (SpanView span : call) {
      for (Source source : Sources.OUTPUT) {
        JsonNode tree = source.read(span);
        JsonNode choices = tree.has("choices") ? tree.path("choices") : tree.path("candidates");
        for (JsonNode message : tree.isArray() ? tree : choices) {
          JsonNode reason =
              message.path(message.has("finishReason") ? "finishReason" : "finish_reason");
          if (!Values.absent(reason)) {
            reasons.add(reason);
          }
        }
        if (!reasons.isEmpty()) {
          return reasons;
        }
      }
    }
    return reasons;
  }
}
