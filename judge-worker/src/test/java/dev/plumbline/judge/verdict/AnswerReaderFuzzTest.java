package dev.plumbline.judge.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plumbline.judge.fixtures.Rubrics;
import dev.plumbline.judge.rubric.Criterion;
import dev.plumbline.judge.rubric.Rubric;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** Any text is a usable answer or a malformed one, and a usable one says only what it may say. */
class AnswerReaderFuzzTest {
  private static final Rubric RUBRIC = Rubrics.withRationale();
  private static final List<String> DOCUMENTS =
      List.of("A refund takes 14 days from the day that we have the parcel.", "Ja.");
  private static final AnswerReader READER = new AnswerReader(RUBRIC);

  @FuzzTest
  @Timeout(10)
  void isUsableOrMalformed(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    switch (READER.read(text, DOCUMENTS)) {
      case Answer.Malformed malformed -> assertThat(malformed.flaw()).isNotNull();
      case Answer.Usable usable -> {
        assertThat(usable.criteria()).hasSameSizeAs(RUBRIC.criteria());
        assertThat(usable.rationale().length()).isLessThanOrEqualTo(1_000);
        for (int i = 0; i < usable.criteria().size(); i++) {
          Criterion criterion = RUBRIC.criteria().get(i);
          String word = usable.criteria().get(i).getAnswer();
          assertThat(criterion.answers()).contains(word);
          assertThat(usable.criteria().get(i).getPass()).isEqualTo(criterion.pass().contains(word));
          // What a verdict holds can be written.
          assertThat(usable.criteria().get(i).toByteArray()).isNotEmpty();
        }
      }
    }
  }
}
