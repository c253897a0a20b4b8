package dev.plumbline.standalone.topic;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;

/** Public messages as one line each, for people. */
public final class TailText {
  private TailText() {}

  /**
   * The line of a message.
   *
   * @throws IllegalArgumentException when it is none of the three that are shown
   */
  public static String of(Message message) {
    String line =
        switch (message) {
          case Score score -> score(score);
          case Decision decision -> decision(decision);
          case SliWindow window -> window(window);
          default ->
              throw new IllegalArgumentException(
                  "no line for a " + message.getDescriptorForType().getFullName());
        };
    // Names come from senders, and must not steer a terminal.
    return line.replaceAll("\\p{Cntrl}", "\ufffd");
  }

  private static String score(Score score) {
    return "%s  %-16s %-22s pi %.3g  %s  %s r%d"
        .formatted(
            time(score.getEndUnixMillis()),
            evaluator(score.getEvaluator()),
            word(score.getOutcome())
                + (score.hasValue() ? " %.3f".formatted(score.getValue()) : "")
                + said(score.getLabel())
                + said(score.getReason()),
            score.getPi(),
            slice(score.getSlice()),
            score.getTraceId(),
            score.getRevision());
  }

  private static String decision(Decision decision) {
    return "%s  %-16s %-22s pi %.3g  %s  %s #%d"
        .formatted(
            time(decision.getEndUnixMillis()),
            evaluator(decision.getEvaluator()),
            word(decision.getOutcome()) + said(decision.getReason()),
            decision.getPi(),
            slice(decision.getSlice()),
            decision.getTraceId(),
            decision.getSeq());
  }

  private static String window(SliWindow window) {
    Estimate estimate = window.getEstimate();
    return "%s +%s  %-16s %-26s %d of %d  %s%s%s  %s"
        .formatted(
            time(window.getWindowStartUnixMillis()),
            Duration.ofMillis(window.getWindowMillis()).toString().substring(2).toLowerCase(ROOT),
            window.getMetric(),
            rate(estimate),
            estimate.getJudged(),
            estimate.getN(),
            estimate.getMethod(),
            window.getJudgeId().isEmpty() ? "" : " " + window.getJudgeId(),
            window.hasPooled() ? "  pooled " + rate(window.getPooled()) : "",
            word(window.getMaturity()) + "  " + slice(window.getSlice()));
  }

  private static String rate(Estimate estimate) {
    return estimate.getState() == EstimateState.INSUFFICIENT_DATA
        ? "not enough data (" + estimate.getReason() + ")"
        : RateText.of(
            estimate.hasCorrected() ? estimate.getCorrected() : estimate.getWeighted(),
            estimate.getLow(),
            estimate.getHigh());
  }

  private static final Locale ROOT = Locale.ROOT;

  private static String time(long unixMillis) {
    return Instant.ofEpochMilli(unixMillis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String evaluator(Evaluator evaluator) {
    return evaluator.getVersion().isEmpty()
        ? evaluator.getId()
        : evaluator.getId() + "@" + evaluator.getVersion();
  }

  private static String word(Enum<?> outcome) {
    return outcome.name().toLowerCase(ROOT);
  }

  private static String said(String text) {
    return text.isEmpty() ? "" : " " + text;
  }

  /** Dimensions of the set with their values; the rest is all values. */
  private static String slice(Slice slice) {
    String set =
        slice.getAllFields().entrySet().stream()
            .filter(field -> field.getKey().getNumber() != Slice.TENANT_FIELD_NUMBER)
            .map(field -> name(field.getKey()) + field.getValue())
            .collect(Collectors.joining(" "));
    return (slice.getTenant() + " " + (set.isEmpty() ? "all" : set)).strip();
  }

  private static String name(FieldDescriptor dimension) {
    return dimension.getName() + "=";
  }
}
