package dev.plumbline.standalone.deadletters;

import dev.plumbline.topics.RecordHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * One dead letter.
 *
 * @param place where it stands among the dead letters
 * @param millis when it was put aside, Unix milliseconds
 * @param key the original key; null when there was none
 * @param value the original bytes, or their beginning
 * @param headers the original ones and those of the letter
 */
public record Letter(
    Place place, long millis, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
  /** Reason of the record that notes, among the letters, that one of them was sent again. */
  static final String NOTE = "replayed";

  private static final String ERRORS = "__streams.errors.";

  static Letter of(ConsumerRecord<byte[], byte[]> record) {
    return new Letter(
        new Place(record.partition(), record.offset()),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }

  /** Why it was put aside: {@code deserialisation}, {@code processing} or {@code production}. */
  public String reason() {
    return text(RecordHeaders.REASON);
  }

  /** The topic that it came from; empty when it does not say. */
  public String topic() {
    return text(ERRORS + "topic");
  }

  /** Where it stood there; empty when it does not say. */
  public Optional<Place> source() {
    try {
      return Optional.of(Place.parse(text(ERRORS + "partition") + "@" + text(ERRORS + "offset")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What was wrong, in words; the class of the failure where there are none. */
  public String failure() {
    String message = text(ERRORS + "message");
    return message.isEmpty() || message.equals("null") ? text(ERRORS + "exception") : message;
  }

  /** Length of the original value. */
  public long originalBytes() {
    String cut = text(RecordHeaders.ORIGINAL_BYTES);
    byte[] held = value;
    return cut.matches("\\d{1,18}") ? Long.parseLong(cut) : held == null ? 0 : held.length;
  }

  /** Whether only the beginning of the original was kept. */
  public boolean cut() {
    return !text(RecordHeaders.ORIGINAL_BYTES).isEmpty();
  }

  /** The letter that this record notes the replay of; empty when it is a letter. */
  Optional<Place> noted() {
    return reason().equals(NOTE)
        ? Optional.of(Place.parse(text(RecordHeaders.REPLAYED)))
        : Optional.empty();
  }

  /** The headers that the original had. */
  Headers original() {
    Headers original = new org.apache.kafka.common.header.internals.RecordHeaders();
    for (Header header : headers) {
      String name = header.key();
      if (!name.startsWith(ERRORS)
          && !name.equals(RecordHeaders.REASON)
          && !name.equals(RecordHeaders.ORIGINAL_BYTES)
          && !name.equals(RecordHeaders.REPLAYED)) {
        original.add(new RecordHeader(name, header.value()));
      }
    }
    return original;
  }

  private String text(String header) {
    String text = RecordHeaders.text(headers, header);
    return text == null ? "" : text;
  }
}
