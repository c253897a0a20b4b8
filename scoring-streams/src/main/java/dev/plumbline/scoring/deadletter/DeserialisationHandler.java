package dev.plumbline.scoring.deadletter;

import dev.plumbline.scoring.ScoringMetrics.DeadLetter;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/** A record that cannot be read is put aside, and the next one is read. */
public final class DeserialisationHandler implements DeserializationExceptionHandler {
  private @Nullable DeadLetters letters;

  @Override
  public void configure(Map<String, ?> settings) {
    letters = DeadLetters.of(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
    return Response.resume(
        Objects.requireNonNull(letters)
            .of(DeadLetter.DESERIALISATION, context, record.key(), record.value(), failure));
  }
}
