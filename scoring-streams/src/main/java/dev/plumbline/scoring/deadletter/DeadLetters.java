package dev.plumbline.scoring.deadletter;

import dev.plumbline.runtime.log.RepeatedFailureLog;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.DeadLetter;
import dev.plumbline.topics.RecordHeaders;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Makes dead letters: the original bytes and headers, the reason, and where they came from under
 * the header names of Kafka Streams' own handlers. No stack trace, since it may hold content. They
 * are written in the transaction of the record's offset.
 */
public final class DeadLetters {
  /** Key of this object in the settings, since Kafka Streams makes the handlers. */
  public static final String SETTING = "plumbline.dead.letters";

  /** Longer originals are cut here, so that a letter is never itself too large to be written. */
  static final int MAX_VALUE_BYTES = 3 * 1024 * 1024;

  private static final String PREFIX = "__streams.errors.";

  private final String topic;
  private final ScoringMetrics metrics;
  private final RepeatedFailureLog log;

  /**
   * Dead letters on this topic.
   *
   * @param clock for the log's own pace only
   */
  public DeadLetters(String topic, ScoringMetrics metrics, InstantSource clock) {
    this.topic = topic;
    this.metrics = metrics;
    this.log =
        new RepeatedFailureLog(
            LoggerFactory.getLogger(DeadLetters.class),
            "a record was put aside as a dead letter",
            clock);
  }

  /** The object in the settings. */
  static DeadLetters of(Map<String, ?> settings) {
    return (DeadLetters) Objects.requireNonNull(settings.get(SETTING), SETTING);
  }

  /** The letter for a record; none when time alone, and no record, led to the failure. */
  List<ProducerRecord<byte[], byte[]>> of(
      DeadLetter reason, ErrorHandlerContext from, Exception failure) {
    return of(reason, from, from.sourceRawKey(), from.sourceRawValue(), failure);
  }

  List<ProducerRecord<byte[], byte[]>> of(
      DeadLetter reason,
      ErrorHandlerContext from,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Exception failure) {
    metrics.deadLetter(reason);
    String word = reason.name().toLowerCase(Locale.ROOT);
    log.failed(
        word + " at " + from.processorNodeId() + ", " + failure.getClass().getSimpleName(), null);
    if (from.topic() == null) {
      return List.of();
    }
    ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, key, fitting(value));
    Headers headers = letter.headers();
    if (from.headers() != null) {
      for (Header header : from.headers()) {
        if (!ofLetters(header.key())) {
          headers.add(header);
        }
      }
    }
    RecordHeaders.set(headers, RecordHeaders.REASON, word);
    RecordHeaders.set(headers, PREFIX + "exception", failure.getClass().getName());
    RecordHeaders.set(headers, PREFIX + "message", told(failure, from.processorNodeId()));
    RecordHeaders.set(headers, PREFIX + "topic", from.topic());
    RecordHeaders.set(headers, PREFIX + "partition", Integer.toString(from.partition()));
    RecordHeaders.set(headers, PREFIX + "offset", Long.toString(from.offset()));
    if (value != null && value.length > MAX_VALUE_BYTES) {
      RecordHeaders.set(headers, RecordHeaders.ORIGINAL_BYTES, Integer.toString(value.length));
    }
    return List.of(letter);
  }

  /** A record that brings a letter's own headers with it must not speak for the letter. */
  private static boolean ofLetters(String header) {
    return header.startsWith(PREFIX)
        || header.equals(RecordHeaders.REASON)
        || header.equals(RecordHeaders.ORIGINAL_BYTES);
  }

  /**
   * What a person reads of the failure. A message may quote what could not be processed, and
   * headers are shown to people: only messages that are known to hold none of it are told.
   */
  private static String told(Exception failure, String step) {
    if (failure instanceof RefusedRecordException || failure instanceof KafkaException) {
      return String.valueOf(failure.getMessage());
    }
    StackTraceElement[] places = failure.getStackTrace();
    return "step %s broke on it with %s%s, which is a defect of this release"
        .formatted(
            step,
            failure.getClass().getSimpleName(),
            places.length == 0
                ? ""
                : " (" + places[0].getFileName() + ", line " + places[0].getLineNumber() + ")");
  }

  private static byte @Nullable [] fitting(byte @Nullable [] value) {
    return value == null || value.length <= MAX_VALUE_BYTES
        ? value
        : Arrays.copyOf(value, MAX_VALUE_BYTES);
  }
}
