package dev.plumbline.evaluation.check;

import dev.plumbline.evaluation.interaction.Latency;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Whether figures stay within their budgets: latency, time to first token, tokens. The value is the
 * budget's share of the figure, 1 within it; of several the smallest. NOT_SCORABLE when a figure
 * was not sent.
 */
final class LimitCheck implements Check {
  private final String id;
  private final Map<Figure, Long> limits;

  /** A check of figures against their largest values. */
  LimitCheck(String id, Map<Figure, Long> limits) {
    this.id = id;
    this.limits = new TreeMap<>(limits);
  }

  /** What has a budget. */
  enum Figure {
    LATENCY("maxMillis", "latency", "latency_unknown"),
    FIRST_TOKEN("maxMillis", "first token", "first_token_unknown"),
    INPUT("maxInputTokens", "input tokens", "tokens_unknown"),
    OUTPUT("maxOutputTokens", "output tokens", "tokens_unknown"),
    TOTAL("maxTotalTokens", "tokens", "tokens_unknown");

    private final String parameter;
    private final String words;
    private final String unknown;

    Figure(String parameter, String words, String unknown) {
      this.parameter = parameter;
      this.words = words;
      this.unknown = unknown;
    }

    String parameter() {
      return parameter;
    }

    private OptionalLong of(Interaction interaction) {
      Usage usage = interaction.getUsage();
      return switch (this) {
        case LATENCY -> Latency.millis(interaction);
        case FIRST_TOKEN ->
            of(
                interaction.hasTimeToFirstTokenNanos(),
                interaction.getTimeToFirstTokenNanos() / 1_000_000);
        case INPUT -> of(usage.hasInputTokens(), usage.getInputTokens());
        case OUTPUT -> of(usage.hasOutputTokens(), usage.getOutputTokens());
        case TOTAL ->
            of(
                usage.hasInputTokens() && usage.hasOutputTokens(),
                usage.getInputTokens() + usage.getOutputTokens());
      };
    }

    private static OptionalLong of(boolean known, long value) {
      return known ? OptionalLong.of(value) : OptionalLong.empty();
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String version() {
    StringBuilder version = new StringBuilder("1.0.0+");
    limits.forEach(
        (figure, limit) ->
            version.append(figure.parameter()).append('=').append(limit).append(','));
    return version.substring(0, version.length() - 1);
  }

  @Override
  public Cost cost() {
    return Cost.FIELDS;
  }

  @Override
  public CheckOutcome evaluate(Reading reading) {
    double value = 1;
    Optional<String> exceeded = Optional.empty();
    for (Map.Entry<Figure, Long> entry : limits.entrySet()) {
      Figure figure = entry.getKey();
      long limit = entry.getValue();
      OptionalLong found = figure.of(reading.interaction());
      if (found.isEmpty()) {
        return new CheckOutcome.NotScorable(figure.unknown);
      }
      if (found.getAsLong() > limit) {
        value = Math.min(value, (double) limit / found.getAsLong());
        exceeded = Optional.of(figure.words + ": found " + found.getAsLong() + ", budget " + limit);
      }
    }
    double share = value;
    return exceeded
        .<CheckOutcome>map(
            note ->
                new CheckOutcome.Scored(false, share, "over_budget", List.of(Scores.note(note))))
        .orElseGet(Scores::passed);
  }
}
