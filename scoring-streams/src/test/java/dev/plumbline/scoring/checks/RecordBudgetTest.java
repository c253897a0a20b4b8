package dev.plumbline.scoring.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.Step;
import org.junit.jupiter.api.Test;

class RecordBudgetTest {
  @Test
  void leavesAlone() {
    Interaction small = interaction().setAnswer("short").build();
    assertThat(RecordBudget.fit(small)).isSameAs(small);
  }

  @Test
  void cutsALongHistoryAndKeepsTheAnswerWhole() {
    Interaction.Builder whole = interaction().setAnswer("the answer").addOutput(turn("the answer"));
    for (int i = 0; i < 2_000; i++) {
      whole.addInput(turn(i + " " + "x".repeat(1_000)));
    }
    Interaction cut = RecordBudget.fit(whole.build());
    assertThat(cut.getSerializedSize()).isLessThanOrEqualTo(RecordBudget.BYTES);
    assertThat(cut.getAnswer()).isEqualTo("the answer");
    assertThat(cut.getOutputState()).isEqualTo(ContentState.FULL);
    assertThat(cut.getInputState()).isEqualTo(ContentState.CUT);
    assertThat(cut.getInputList().getLast().getParts(0).getText()).startsWith("1999 ");
    assertThat(cut.getProvenanceOrThrow("record")).startsWith("cut from ");
  }

  @Test
  void saysThatALongAnswerIsNotTheWhole() {
    Interaction cut = RecordBudget.fit(interaction().setAnswer("é".repeat(600_000)).build());
    assertThat(cut.getOutputState()).isEqualTo(ContentState.CUT);
    assertThat(cut.getDocumentsState()).isEqualTo(ContentState.FULL);
  }

  @Test
  void fitsWhateverComes() {
    Interaction.Builder whole = interaction();
    for (int i = 0; i < 30_000; i++) {
      whole
          .addSteps(Step.newBuilder().setName("step " + i + "y".repeat(600)))
          .addDocuments(Document.newBuilder().setText("z".repeat(600)))
          .addInput(turn("x".repeat(600)))
          .addOutput(turn("x".repeat(600)));
    }
    Interaction cut = RecordBudget.fit(whole.build());
    assertThat(cut.getSerializedSize()).isBetween(1_000, RecordBudget.BYTES);
    assertThat(cut.getDocumentsState()).isEqualTo(ContentState.CUT);
  }

  @Test
  void cutsNoCharacterInHalf() {
    String pairs = "😀".repeat(300_000);
    Interaction cut = RecordBudget.fit(interaction().setAnswer("a" + pairs).build());
    assertThat(cut.getAnswer()).doesNotContain("?").isEqualTo(("a" + pairs).substring(0, 65_535));
  }

  private static Interaction.Builder interaction() {
    return Interaction.newBuilder()
        .setInputState(ContentState.FULL)
        .setOutputState(ContentState.FULL)
        .setDocumentsState(ContentState.FULL);
  }

  private static Message turn(String text) {
    return Message.newBuilder().addParts(Part.newBuilder().setText(text)).build();
  }
}
