package dev.plumbline.bench.load;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Random;

/** Spans with random ids, and their attributes. */
final class SpanBuilders {
  private static final long NANOS_OF_START = 1_790_000_000_000_000_000L;
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;

  private final Random random;

  SpanBuilders(Random random) {
    this.random = random;
  }

  ByteString traceId() {
    return id(TRACE_ID_BYTES);
  }

  Span.Builder span(ByteString trace, String name, Span.SpanKind kind) {
    long start = NANOS_OF_START + random.nextInt();
    return Span.newBuilder()
        .setTraceId(trace)
        .setSpanId(id(SPAN_ID_BYTES))
        .setParentSpanId(id(SPAN_ID_BYTES))
        .setName(name)
        .setKind(kind)
        .setStartTimeUnixNano(start)
        .setEndTimeUnixNano(start + random.nextInt(1_000_000_000));
  }

  static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  private ByteString id(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    // An id of zeros is none.
    id[0] |= 1;
    return ByteString.copyFrom(id);
  }
}
