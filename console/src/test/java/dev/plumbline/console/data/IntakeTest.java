package dev.plumbline.console.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.plumbline.v1.Interaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private final Board board = new Board(10);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Intake intake = new Intake(board, new ConsoleMetrics(registry, board));

  @Test
  void aRecordThatCannotBeReadIsCountedAndTheNextOneIsTaken() {
    byte[] broken = {(byte) 0xff, 1, 2};
    byte[] good =
        Interaction.newBuilder().setInteractionId("a").setTraceId("t").build().toByteArray();

    for (Source source : Source.values()) {
      assertThatCode(() -> intake.accept(source, record(broken))).doesNotThrowAnyException();
    }
    intake.accept(Source.INTERACTIONS, record(good));

    for (String topic : new String[] {"windows", "interactions", "signals"}) {
      assertThat(
              registry.get("plumbline.console.records.bad").tag("topic", topic).counter().count())
          .isEqualTo(1);
    }
    assertThat(board.rows().get("", "t", "a")).isPresent();
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
    return new ConsumerRecord<>("topic", 0, 0, new byte[] {'k'}, value);
  }
}
