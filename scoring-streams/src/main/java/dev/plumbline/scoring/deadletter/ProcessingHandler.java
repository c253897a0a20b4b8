package dev.plumbline.scoring.deadletter;

import dev.plumbline.scoring.ScoringMetrics.DeadLetter;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record that a node cannot process is put aside, and the next one is processed. A failure of a
 * store or of Kafka is no record's fault (a full disk, for example): going on would lose state, so
 * the thread ends, its transaction is aborted, and the record is processed again.
 */
public final class ProcessingHandler implements ProcessingExceptionHandler {
  private @Nullable DeadLetters letters;

  @Override
  public void configure(Map<String, ?> settings) {
    letters = DeadLetters.of(settings);
  }

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    if (failure instanceof KafkaException) {
      return Response.fail();
    }
    return Response.resume(
        Objects.requireNonNull(letters).of(DeadLetter.PROCESSING, context, failure));
  }
}
