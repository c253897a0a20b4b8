package dev.plumbline.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Slice;
import org.junit.jupiter.api.Test;

class ProtoJsonTest {
  private static final Score SCORE =
      Score.newBuilder()
          .setScoreId("s-1")
          .setSlice(Slice.newBuilder().setModel("m\n").setPromptVersion(""))
          .setEndUnixMillis(1_750_000_000_000L)
          .setOutcome(Outcome.NOT_SCORABLE)
          .setPi(0.05)
          .build();

  @Test
  void aMessageIsOneLineThatReadsBackAsTheSameMessage() throws Exception {
    String json = ProtoJson.of(SCORE);

    assertThat(json).doesNotContain("\n");
    Score.Builder read = Score.newBuilder();
    JsonFormat.parser().merge(json, read);
    assertThat(read.build()).isEqualTo(SCORE);
  }

  @Test
  void whatIsAbsentIsLeftOutOnlyWhereThatSaysSomething() {
    String json = ProtoJson.of(SCORE);

    assertThat(json)
        .contains("\"revision\":0", "\"promptVersion\":\"\"", "\"endUnixMillis\":\"1750000000000\"")
        .doesNotContain("\"value\"", "\"route\"", "\"evaluator\"");
  }

  @Test
  void anOutcomeOfANewerReleaseIsItsNumber() {
    assertThat(ProtoJson.of(SCORE.toBuilder().setOutcomeValue(17))).contains("\"outcome\":17");
  }
}
