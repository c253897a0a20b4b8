package dev.plumbline.standalone.traffic;

import dev.plumbline.evaluation.check.CheckOutcome;
import java.util.Locale;

/** What each check must say, from the truth alone. */
public final class ExpectedOutcomes {
  private ExpectedOutcomes() {}

  /** pass, fail or not_applicable. */
  public static String of(Truth truth, String check) {
    return truth.kind().expected(check, truth.json()).name().toLowerCase(Locale.ROOT);
  }

  /** The same word for what a check said. */
  public static String word(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Scored scored -> scored.pass() ? "pass" : "fail";
      case CheckOutcome.NotApplicable none -> "not_applicable";
      case CheckOutcome.NotScorable none -> "not_scorable";
      case CheckOutcome.Failed failed -> "error";
    };
  }
}
