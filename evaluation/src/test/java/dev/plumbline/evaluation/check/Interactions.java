package dev.plumbline.evaluation.check;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;

/** Builders of interactions for check tests. */
public final class Interactions {
  private Interactions() {}

  /** A captured answer. */
  public static Interaction.Builder answering(String answer) {
    return Interaction.newBuilder()
        .setInteractionId("i-1")
        .setTraceId("4bf92f3577b34da6a3ce929d0e0e4736")
        .setRoute("refunds")
        .setAnswer(answer)
        .setOutputState(ContentState.FULL)
        .setInputState(ContentState.FULL)
        .addOutput(
            Message.newBuilder().setRole("assistant").addParts(Part.newBuilder().setText(answer)));
  }

  /** A captured answer from these documents. */
  public static Interaction.Builder grounded(String answer, String... documents) {
    Interaction.Builder interaction = answering(answer).setDocumentsState(ContentState.FULL);
    for (int i = 0; i < documents.length; i++) {
      interaction.addDocuments(Document.newBuilder().setId("d" + (i + 1)).setText(documents[i]));
    }
    return interaction;
  }
}
