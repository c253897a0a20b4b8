package dev.plumbline.evaluation.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The scenarios that come with the code, in the order of the reference table. */
public final class Scenarios {
  private static final List<String> NAMES =
      List.of(
          "plain",
          "rare-failures",
          "very-rare-failures",
          "hard-strata",
          "neyman",
          "useless-judge",
          "biased-judge",
          "constant-judge",
          "census",
          "few-labels",
          "small-slice",
          "small-strata",
          "few-judged-stratum",
          "foreign-strata",
          "upstream-sampling",
          "heavy-upstream-sampling",
          "sessions",
          "sessions-over-borders",
          "policy-change",
          "late-facts",
          "verdict-dependent-labels",
          "refusals-at-random",
          "refusals-labelled",
          "outage-in-bad-hour",
          "judge-change",
          "pooled-stable",
          "pooled-drop",
          "refusals-unlabelled",
          "few-unequal-labels",
          "unseen-bad-stratum",
          "thinly-judged-stratum",
          "perfect-judge");

  private Scenarios() {}

  /** All names. */
  public static List<String> names() {
    return NAMES;
  }

  /** The scenario of that name. */
  public static Optional<Scenario> named(String name) {
    return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
  }

  private static Scenario read(String name) {
    try (InputStream file =
        Objects.requireNonNull(
            Scenarios.class.getResourceAsStream("/scenarios/" + name + ".yaml"), name)) {
      return ScenarioReader.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
