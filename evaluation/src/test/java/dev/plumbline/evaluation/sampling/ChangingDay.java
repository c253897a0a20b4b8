package dev.plumbline.evaluation.sampling;

import java.util.ArrayList;
import java.util.List;

/**
 * Six hours, in steps of ten minutes, in which everything changes that may: at eleven the policy,
 * at noon a new model comes, at one the budget is halved, all the time there are thumbs that come
 * late, and quality falls within each hour and over the day.
 */
final class ChangingDay {
  static final int STEPS = 36;
  static final int HOURS = 6;
  static final double CALLS = 600;
  static final String COMPLAINED = "complained";

  /** The step in which the new model comes. */
  static final int NOON = 18;

  private static final int ELEVEN = 12;
  private static final int ONE = 24;

  /** Bad answers get a thumb down more often than good ones. */
  private static final double THUMBS_OF_BAD = 0.15;

  private static final double THUMBS_OF_GOOD = 0.003;

  private static final String POLICY =
      Policies.AUTO
          .replace("1000}", "600}")
          .replace(
              "strata:\n",
              "strata:\n      - {name: complained, when: \"thumbs_down\", rate: 0.5}\n");

  private static final SamplingPolicy MORNING = SamplingPolicy.parse(POLICY);

  private static final SamplingPolicy LATER =
      SamplingPolicy.parse(
          POLICY.replace(
              "\"failed_checks >= 1\", rate: auto", "\"failed_checks >= 1\", rate: 0.3"));

  private static final SamplingPolicy AFTERNOON =
      SamplingPolicy.parse(POLICY.replace("600}", "300}"));

  private ChangingDay() {}

  /** Answers of a stratum of a model in ten minutes. */
  record Part(String model, String stratum, long n, long bad) {
    long good() {
      return n - bad;
    }

    /** Bad ones with a thumb down. */
    long badWithThumb() {
      return Math.round(bad * THUMBS_OF_BAD);
    }

    /** Good ones with a thumb down. */
    long goodWithThumb() {
      return Math.round(good() * THUMBS_OF_GOOD);
    }
  }

  static SamplingPolicy policy(int step) {
    return step < ELEVEN ? MORNING : step < ONE ? LATER : AFTERNOON;
  }

  /** The budget of the hour of a step. */
  static double cap(int step) {
    return step < ONE ? CALLS : CALLS / 2;
  }

  /** The traffic of a step, the same in every run. */
  static List<Part> parts(int step) {
    List<Part> parts = new ArrayList<>();
    double worse = 1 + 0.8 * (step % 6) / 5.0 + 0.03 * step;
    parts.add(part("m1", "rest", 900, 0.02 * worse));
    parts.add(part("m1", "suspicious", 80, 0.2 * worse));
    parts.add(part("m2", "rest", 300, 0.03 * worse));
    parts.add(part("m2", "suspicious", 40, 0.15 * worse));
    if (step >= NOON) {
      parts.add(part("m3", "rest", 150, 0.05 * worse));
      parts.add(part("m3", "suspicious", 30, 0.2 * worse));
    }
    return parts;
  }

  /** The pass rate of all that was there, or of a model. */
  static double truth(String model) {
    long n = 0;
    long bad = 0;
    for (int step = 0; step < STEPS; step++) {
      for (Part part : parts(step)) {
        if (part.model().startsWith(model)) {
          n += part.n();
          bad += part.bad();
        }
      }
    }
    return 1 - (double) bad / n;
  }

  private static Part part(String model, String stratum, long n, double bad) {
    return new Part(model, stratum, n, Math.round(n * bad));
  }
}
