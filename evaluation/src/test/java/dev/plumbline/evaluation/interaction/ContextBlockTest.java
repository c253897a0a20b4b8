package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.v1.Document;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextBlockTest {
  @Test
  void takesANumberedListApartFromTheQuestion() {
    ContextBlock block =
        ContextBlock.of(
            """
            Answer from the following context:

            [1] (kb-1) Limits: 50 GB.
            A second line.

            A second paragraph.
            [2] No title here

            Question: How much?""");
    assertThat(block.documents())
        .extracting(Document::getId, Document::getTitle, Document::getText, Document::getSource)
        .containsExactly(
            tuple("kb-1", "Limits", "50 GB.\nA second line.\n\nA second paragraph.", "prompt"),
            tuple("2", "", "No title here", "prompt"));
    assertThat(block.question()).isEqualTo("How much?");
  }

  @Test
  void takesTheTextAroundTheBlockWhenNoLineSaysQuestion() {
    ContextBlock block = ContextBlock.of("Be brief.\nSources:\n[1] a\n\nHow much?");
    assertThat(block.documents()).hasSize(1);
    assertThat(block.question()).isEqualTo("Be brief.\n\nHow much?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1] first do this\n[2] then that",
        "[2] starts at two\nQuestion: x",
        "Context matters:\nSee [1] for more",
        "Context:\nThat is all I know.\n\nPlease do:\n[1] this",
        "Question: what is [1]?",
        ""
      })
  void leavesTextAloneThatIsNoClearBlock(String text) {
    ContextBlock block = ContextBlock.of(text);
    assertThat(block.documents()).isEmpty();
    assertThat(block.question()).isEqualTo(text);
    assertThat(block.rest()).isEqualTo(text);
  }

  @Test
  void takesTimeInProportionToTheText() {
    String text = "Context:\n[1] a\n" + "line\n".repeat(200_000);
    Assertions.assertTimeout(
        Duration.ofSeconds(10), () -> assertThat(ContextBlock.of(text).documents()).hasSize(1));
  }
}
