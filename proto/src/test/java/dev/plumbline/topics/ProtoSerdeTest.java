package dev.plumbline.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.Score;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class ProtoSerdeTest {
  private final ProtoSerde<Score> scores = ProtoSerde.of(Score.getDefaultInstance());

  @Test
  void readsWhatItWroteAndNamesTheType() {
    Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
    Score score = Score.newBuilder().setScoreId("s-1").setPi(0.05).build();
    byte[] bytes = scores.serializer().serialize("scores.v1", headers, score);
    assertThat(RecordHeaders.text(headers, RecordHeaders.TYPE)).isEqualTo("plumbline.v1.Score");
    assertThat(scores.deserializer().deserialize("scores.v1", headers, bytes)).isEqualTo(score);
  }

  @Test
  void refusesARecordOfAnotherTypeThoughItsBytesParse() {
    Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
    byte[] bytes =
        ProtoSerde.of(Plan.getDefaultInstance())
            .serializer()
            .serialize("plans", headers, Plan.newBuilder().setPlanId("p").build());
    assertThatThrownBy(() -> scores.deserializer().deserialize("scores.v1", headers, bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessage("record on scores.v1 holds plumbline.v1.Plan, expected plumbline.v1.Score");
  }

  @Test
  void keepsFieldsOfANewerRelease() {
    Score newer =
        Score.newBuilder()
            .setScoreId("s-1")
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                    .build())
            .build();
    Score read = scores.deserializer().deserialize("scores.v1", newer.toByteArray());
    assertThat(read.toByteArray()).isEqualTo(newer.toByteArray());
  }
}
