package dev.plumbline.scoring.deadletter;

import dev.plumbline.scoring.ScoringMetrics.DeadLetter;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be serialised, which includes what is too large for a record, makes its source a dead
 * letter. Once the producer has refused a record its transaction can only be aborted, so there the
 * thread ends and the work is done again; sizes are therefore checked where records are serialised.
 */
public final class ProductionHandler implements ProductionExceptionHandler {
  private @Nullable DeadLetters letters;

  @Override
  public void configure(Map<String, ?> settings) {
    letters = DeadLetters.of(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
    return Response.fail();
  }

  @Override
  @SuppressWarnings("rawtypes") // as in the interface
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception failure,
      SerializationExceptionOrigin origin) {
    return Response.resume(
        Objects.requireNonNull(letters).of(DeadLetter.PRODUCTION, context, failure));
  }
}
