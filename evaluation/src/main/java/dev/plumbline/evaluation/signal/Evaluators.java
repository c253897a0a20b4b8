package dev.plumbline.evaluation.signal;

import dev.plumbline.v1.Signal;
import java.util.Locale;
import java.util.Set;

/** Who gave a score: what a sender does not say is unknown, and never counts as a user's signal. */
final class Evaluators {
  private static final Set<String> END_USER_NAMES =
      Set.of(
          "user_feedback",
          "user_rating",
          "user_edit",
          "user_regenerate",
          "user_accept",
          "user_stop",
          "user_escalate");

  private Evaluators() {}

  /** The explicit kind, else what the evaluating system's own keys tell, else the score's name. */
  static Signal.Source of(Attributes attributes, String name) {
    String kind = attributes.text("plumbline.evaluator.kind");
    if (kind.isEmpty()) {
      kind = attributes.text("gen_ai.evaluation.evaluator.type");
    }
    Signal.Source said = ofKind(kind, name);
    return said == Signal.Source.UNKNOWN
        ? ofSystem(attributes, END_USER_NAMES.contains(name))
        : said;
  }

  /** What a kind of evaluator that was sent says. */
  static Signal.Source ofKind(String kind, String name) {
    return switch (kind.toUpperCase(Locale.ROOT)) {
      case "HUMAN_END_USER" -> Signal.Source.END_USER;
      case "HUMAN_EXPERT" -> Signal.Source.EXPERT;
      case "HUMAN" -> END_USER_NAMES.contains(name) ? Signal.Source.END_USER : Signal.Source.EXPERT;
      case "LLM", "LLM_JUDGE" -> Signal.Source.LLM;
      case "CODE" -> Signal.Source.CODE;
      default -> Signal.Source.UNKNOWN;
    };
  }

  private static Signal.Source ofSystem(Attributes attributes, boolean userName) {
    if (attributes.keys().stream().anyMatch(key -> key.startsWith("aws.bedrock_agentcore."))) {
      return Signal.Source.LLM;
    }
    String evaluator = attributes.text("gen_ai.evaluation.evaluator.source");
    if (!evaluator.isEmpty()) {
      return evaluator.toLowerCase(Locale.ROOT).contains("llm")
          ? Signal.Source.LLM
          : Signal.Source.CODE;
    }
    return userName ? Signal.Source.END_USER : Signal.Source.UNKNOWN;
  }
}
