package dev.plumbline.evaluation.signal;

import java.util.Set;
import java.util.regex.Pattern;

/** Attributes that feedback is made of, but for what somebody wrote in words of their own. */
public final class FeedbackKeys {
  private static final Set<String> KEYS =
      Set.of(
          "gen_ai.evaluation.name",
          "gen_ai.evaluation.score",
          "gen_ai.evaluation.score.value",
          "gen_ai.evaluation.score.label",
          "gen_ai.evaluation.evaluator.type",
          "gen_ai.evaluation.evaluator.source",
          "plumbline.evaluator.kind",
          "log.record.uid",
          "openlit.score.idempotency_key",
          "logfire.feedback.name",
          "logfire.span_type");
  private static final Pattern ANNOTATION =
      Pattern.compile(
          "(?:(?:trace|session)\\.)?(?:annotations|evaluations)\\.\\d{1,4}\\."
              + "(?:annotation|evaluation)\\.(?:name|score|label|annotator_kind)");

  private FeedbackKeys() {}

  /** Whether an attribute of this key says what was found good or bad, by whom, and how much. */
  public static boolean isFeedback(String key) {
    return KEYS.contains(key) || ANNOTATION.matcher(key).matches();
  }
}
