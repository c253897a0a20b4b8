package dev.plumbline.standalone.offline;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.interaction.Thoughts;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import java.util.List;
import java.util.Locale;

/** One answer to try a check on, and the outcome as a person reads it. */
public final class Trial {
  private Trial() {}

  /** An interaction that was captured completely. */
  public static Interaction of(String question, String answer, List<Document> documents) {
    Interaction.Builder interaction =
        Interaction.newBuilder()
            .setQuestion(question)
            .setAnswer(Thoughts.without(answer))
            .setInputState(ContentState.FULL)
            .setOutputState(ContentState.FULL)
            .addOutput(
                Message.newBuilder()
                    .setRole("assistant")
                    .addParts(Part.newBuilder().setText(answer)))
            .addAllDocuments(documents);
    if (!documents.isEmpty()) {
      interaction.setDocumentsState(ContentState.FULL);
    }
    return interaction.build();
  }

  /** The outcome with the words that its evidence points at. */
  public static String shown(Interaction interaction, CheckResult result) {
    StringBuilder text = new StringBuilder(result.checkId() + " " + result.version() + ": ");
    switch (result.outcome()) {
      case CheckOutcome.Scored(
              boolean pass,
              double value,
              String label,
              List<Evidence> evidence) -> {
        text.append(pass ? "PASS" : "FAIL").append(label.isEmpty() ? "" : " " + label);
        text.append(String.format(Locale.ROOT, ", value %.3f%n", value));
        evidence.forEach(item -> text.append(shown(interaction, item)));
      }
      case CheckOutcome.NotApplicable(String reason) ->
          text.append("NOT_APPLICABLE ").append(reason);
      case CheckOutcome.NotScorable(String reason) -> text.append("NOT_SCORABLE ").append(reason);
      case CheckOutcome.Failed(String error) -> text.append("ERROR ").append(error);
    }
    return text.toString().stripTrailing();
  }

  private static String shown(Interaction interaction, Evidence item) {
    StringBuilder text = new StringBuilder("  ");
    if (item.hasStart()) {
      text.append('"')
          .append(interaction.getAnswer(), item.getStart(), item.getEnd())
          .append("\": ");
    }
    text.append(item.getNote()).append(System.lineSeparator());
    if (item.hasDocumentStart()) {
      interaction.getDocumentsList().stream()
          .filter(document -> document.getId().equals(item.getDocumentId()))
          .findFirst()
          .ifPresent(
              document ->
                  text.append("    nearest, in ")
                      .append(document.getId())
                      .append(": \"")
                      .append(
                          document
                              .getText()
                              .substring(item.getDocumentStart(), item.getDocumentEnd())
                              .strip())
                      .append('"')
                      .append(System.lineSeparator()));
    }
    return text.toString();
  }
}
