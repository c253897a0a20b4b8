package dev.plumbline.scoring.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.topics.RecordHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.SerializationExceptionOrigin;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class HandlersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Map<String, ?> settings =
      Map.of(
          DeadLetters.SETTING,
          new DeadLetters("dead", new ScoringMetrics(registry), () -> Instant.EPOCH));

  @Test
  void putsARecordAsideThatANodeCannotProcess() {
    var response =
        processing()
            .handleError(from("otlp_spans", new byte[] {1}), null, new ArithmeticException("x"));
    assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.RESUME);
    ProducerRecord<byte[], byte[]> letter = response.deadLetterQueueRecords().getFirst();
    assertThat(letter.topic()).isEqualTo("dead");
    assertThat(letter.value()).containsExactly(1);
    assertThat(header(letter, "plumbline-reason")).isEqualTo("processing");
    assertThat(header(letter, "__streams.errors.topic")).isEqualTo("otlp_spans");
    assertThat(header(letter, "__streams.errors.partition")).isEqualTo("3");
    assertThat(header(letter, "__streams.errors.offset")).isEqualTo("42");
    assertThat(header(letter, "__streams.errors.exception"))
        .isEqualTo("java.lang.ArithmeticException");
    assertThat(header(letter, "plumbline-tenant")).isEqualTo("acme");
    assertThat(letter.headers().lastHeader("__streams.errors.stacktrace")).isNull();
    assertThat(counted("processing")).isEqualTo(1);
  }

  @Test
  void letsNoRecordSpeakForItsLetter() {
    ErrorHandlerContext forged = from("otlp_spans", new byte[] {1});
    RecordHeaders.set(forged.headers(), RecordHeaders.ORIGINAL_BYTES, "many");
    RecordHeaders.set(forged.headers(), RecordHeaders.REASON, "replayed");
    RecordHeaders.set(forged.headers(), "__streams.errors.stacktrace", "of another letter");
    var response = processing().handleError(forged, null, new ArithmeticException("x"));
    ProducerRecord<byte[], byte[]> letter = response.deadLetterQueueRecords().getFirst();
    assertThat(letter.headers().lastHeader(RecordHeaders.ORIGINAL_BYTES)).isNull();
    assertThat(letter.headers().lastHeader("__streams.errors.stacktrace")).isNull();
    assertThat(header(letter, RecordHeaders.REASON)).isEqualTo("processing");
  }

  @Test
  void quotesNoContentInAHeader() {
    var quoting = new IllegalArgumentException("cannot read: card 4539 1488 0343 6467");
    var response = processing().handleError(from("otlp_spans", new byte[] {1}), null, quoting);
    ProducerRecord<byte[], byte[]> letter = response.deadLetterQueueRecords().getFirst();
    assertThat(header(letter, "__streams.errors.message"))
        .matches(
            "step node broke on it with IllegalArgumentException \\(HandlersTest.java, line"
                + " \\d+\\), which is a defect of this release");
    assertThat(letter.headers())
        .allSatisfy(header -> assertThat(new String(header.value(), UTF_8)).doesNotContain("4539"));
  }

  @Test
  void tellsWhyANodeDoesNotTakeARecord() {
    var refused = new RefusedRecordException("found one thing, expected another", null);
    var response = processing().handleError(from("otlp_spans", new byte[] {1}), null, refused);
    assertThat(header(response.deadLetterQueueRecords().getFirst(), "__streams.errors.message"))
        .isEqualTo("found one thing, expected another");
  }

  @Test
  void goesNoFurtherWhenAStoreFails() {
    var response =
        processing()
            .handleError(
                from("otlp_spans", new byte[] {1}),
                new Record<>("k", "v", 0),
                new ProcessorStateException("no space left on device"));
    assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.FAIL);
    assertThat(counted("processing")).isZero();
  }

  @Test
  void writesNoLetterForAFailureWithoutARecord() {
    var response = processing().handleError(from(null, null), null, new ArithmeticException());
    assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.RESUME);
    assertThat(response.deadLetterQueueRecords()).isEmpty();
    assertThat(counted("processing")).isEqualTo(1);
  }

  @Test
  void cutsAnOriginalThatWouldBeTooLargeForALetter() {
    byte[] huge = new byte[DeadLetters.MAX_VALUE_BYTES + 5];
    var letter =
        processing()
            .handleError(from("otlp_spans", huge), null, new IllegalArgumentException())
            .deadLetterQueueRecords()
            .getFirst();
    assertThat(letter.value()).hasSize(DeadLetters.MAX_VALUE_BYTES);
    assertThat(header(letter, "plumbline-original-bytes")).isEqualTo(Integer.toString(huge.length));
  }

  @Test
  void putsASourceAsideWhoseResultCannotBeWritten() {
    ProductionHandler handler = new ProductionHandler();
    handler.configure(settings);
    var response =
        handler.handleSerializationError(
            from("otlp_spans", new byte[] {7}),
            new ProducerRecord<>("scores", "key", new Object()),
            new SerializationException("too large"),
            SerializationExceptionOrigin.VALUE);
    assertThat(response.result()).isEqualTo(ProductionExceptionHandler.Result.RESUME);
    assertThat(response.deadLetterQueueRecords().getFirst().value()).containsExactly(7);
    assertThat(counted("production")).isEqualTo(1);
    assertThat(
            handler
                .handleError(
                    from("otlp_spans", new byte[] {7}),
                    new ProducerRecord<>("scores", null, null),
                    new RecordTooLargeException())
                .result())
        .isEqualTo(ProductionExceptionHandler.Result.FAIL);
  }

  private ProcessingHandler processing() {
    ProcessingHandler handler = new ProcessingHandler();
    handler.configure(settings);
    return handler;
  }

  private static ErrorHandlerContext from(String topic, byte[] value) {
    var headers = new org.apache.kafka.common.header.internals.RecordHeaders();
    RecordHeaders.set(headers, RecordHeaders.TENANT, "acme");
    return new DefaultErrorHandlerContext(
        null, topic, 3, 42, headers, "node", new TaskId(0, 3), 0, null, value);
  }

  private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
    return RecordHeaders.text(letter.headers(), name);
  }

  private double counted(String reason) {
    return registry.counter("plumbline.scoring.dead.letters", "reason", reason).count();
  }
}
