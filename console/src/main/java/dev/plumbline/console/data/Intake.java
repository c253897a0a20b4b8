package dev.plumbline.console.data;

import com.google.protobuf.Message;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.OfflineResult;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.SpanLedger;
import dev.plumbline.v1.Verdict;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Puts one record on the board; one that cannot be read is counted and passed over. */
final class Intake {
  private final Board board;
  private final ConsoleMetrics metrics;

  Intake(Board board, ConsoleMetrics metrics) {
    this.board = board;
    this.metrics = metrics;
  }

  void accept(Source source, ConsumerRecord<byte[], byte[]> record) {
    Position at = new Position(source, record.partition(), record.offset());
    try {
      switch (source) {
        case WINDOWS ->
            board.windows().window(key(record), read(SliWindow.getDefaultInstance(), record));
        case OFFLINE ->
            board.windows().offline(key(record), read(OfflineResult.getDefaultInstance(), record));
        case INTERACTIONS -> {
          Interaction interaction = read(Interaction.getDefaultInstance(), record);
          if (interaction != null) {
            board.rows().interaction(interaction, at);
          }
        }
        case SCORES -> {
          Score score = read(Score.getDefaultInstance(), record);
          if (score != null) {
            board.rows().score(score, at);
          }
        }
        case DECISIONS -> {
          Decision decision = read(Decision.getDefaultInstance(), record);
          if (decision != null) {
            board.rows().decision(decision, at);
            board.inEffect().decision(decision);
          }
        }
        case VERDICTS -> {
          Verdict verdict = read(Verdict.getDefaultInstance(), record);
          if (verdict != null) {
            board.rows().verdict(verdict, at);
          }
        }
        case SIGNALS -> {
          Signal signal = read(Signal.getDefaultInstance(), record);
          if (signal != null) {
            board.rows().signal(signal, at);
          }
        }
        case PLANS -> {
          Plan plan = read(Plan.getDefaultInstance(), record);
          if (plan != null) {
            board.inEffect().plan(plan);
          }
        }
        case SPANS -> board.spans().row(key(record), read(SpanLedger.getDefaultInstance(), record));
      }
    } catch (SerializationException e) {
      metrics.bad(source);
    }
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    return key == null
        ? record.partition() + "@" + record.offset()
        : new String(key, StandardCharsets.UTF_8);
  }

  private static <T extends Message> @Nullable T read(
      T prototype, ConsumerRecord<byte[], byte[]> record) {
    return ProtoSerde.of(prototype)
        .deserializer()
        .deserialize(record.topic(), record.headers(), record.value());
  }
}
