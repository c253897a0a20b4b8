package dev.plumbline.topics;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Names of the record headers that Plumbline writes, and how they are read. */
public final class RecordHeaders {
  /** Tenant of the record, from the sender's credential; absent on foreign records. */
  public static final String TENANT = "plumbline-tenant";

  /** Full name of the protobuf message in the value. */
  public static final String TYPE = "plumbline-type";

  /** Major version of the message's schema. */
  public static final String SCHEMA = "plumbline-schema";

  /** {@code traces} or {@code logs}, on {@code spans-rekeyed}. */
  public static final String SIGNAL = "plumbline-signal";

  /** On a dead letter that was sent again: where the letter stands, {@code partition@offset}. */
  public static final String REPLAYED = "plumbline-replayed";

  /** On a dead letter: why it was put aside, a lower-case word. */
  public static final String REASON = "plumbline-reason";

  /** On a dead letter that was cut: the length of the original value, in bytes. */
  public static final String ORIGINAL_BYTES = "plumbline-original-bytes";

  /** Media type of the value. */
  public static final String CONTENT_TYPE = "content-type";

  private RecordHeaders() {}

  /** The last header of that name as text, or null. */
  public static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** Sets a header to a text, replacing earlier ones of that name. */
  public static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
