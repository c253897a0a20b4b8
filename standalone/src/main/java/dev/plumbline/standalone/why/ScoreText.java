package dev.plumbline.standalone.why;

import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A score in lines for people: verdict, value and label, then what the evaluator points at. */
final class ScoreText {
  private ScoreText() {}

  static List<String> of(Score score) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %s (%.2f)%s",
            score.getEvaluator().getId(),
            score.getOutcome() == Outcome.PASS ? "pass" : "fail",
            score.getValue(),
            score.getLabel().isEmpty() ? "" : ", " + safe(score.getLabel())));
    score.getEvidenceList().forEach(evidence -> lines.add("  " + of(evidence)));
    return lines;
  }

  private static String of(Evidence evidence) {
    List<String> parts = new ArrayList<>();
    if (!evidence.getNote().isEmpty()) {
      parts.add(safe(evidence.getNote()));
    }
    if (evidence.hasStart()) {
      parts.add("answer, " + range(evidence.getStart(), evidence.getEnd()));
    }
    if (evidence.hasDocumentId()) {
      parts.add(
          "document "
              + safe(evidence.getDocumentId())
              + (evidence.hasDocumentStart()
                  ? ", " + range(evidence.getDocumentStart(), evidence.getDocumentEnd())
                  : ""));
    }
    if (evidence.hasToolCallId()) {
      parts.add("tool call " + safe(evidence.getToolCallId()));
    }
    return String.join("; ", parts);
  }

  /** End exclusive, as on the topic. */
  private static String range(int start, int end) {
    return "characters " + start + " to " + end;
  }

  /** Names and ids come from senders, and must not steer a terminal. */
  private static String safe(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}
