package dev.plumbline.bench.slices;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.Random;

/**
 * Small traces, a request and one call of a model, each of a slice drawn evenly: the hardest case,
 * since no slice is met often. A number of slices is the product of values of four dimensions.
 */
final class SlicedTraces {
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final String QUESTION =
      "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"What happens to old files?\"}]}]";
  private static final String ANSWER =
      "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"On the Team plan previous"
          + " versions are kept for 180 days.\"}],\"finish_reason\":\"stop\"}]";

  private final Random random;
  private final int slices;
  private final int side;
  private final long endNanos;

  /**
   * Traces of that many slices.
   *
   * @param endNanos all end within the minute before
   */
  SlicedTraces(int slices, long seed, long endNanos) {
    this.random = new Random(seed);
    this.slices = slices;
    this.side = (int) Math.ceil(Math.pow(slices, 0.25));
    this.endNanos = endNanos;
  }

  /** A record of the topic of spans. */
  record Keyed(String key, byte[] value) {}

  /** The next one. */
  Keyed next() {
    int slice = random.nextInt(slices);
    byte[] trace = id(16);
    byte[] root = id(8);
    long end = endNanos - random.nextLong(MINUTE_NANOS);
    Span request =
        span(trace, root, new byte[0], "POST /ask", end)
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .addAttributes(text("http.route", "route-" + slice / side % side))
            .build();
    Span call =
        span(trace, id(8), root, "chat", end - 1_000_000)
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .addAttributes(text("gen_ai.operation.name", "chat"))
            .addAttributes(text("gen_ai.response.model", "model-" + slice / side / side % side))
            .addAttributes(text("gen_ai.prompt.version", "v" + slice / side / side / side))
            .addAttributes(text("gen_ai.input.messages", QUESTION))
            .addAttributes(text("gen_ai.output.messages", ANSWER))
            .build();
    byte[] value =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(
                        Resource.newBuilder()
                            .addAttributes(text("service.name", "service-" + slice % side)))
                    .addScopeSpans(ScopeSpans.newBuilder().addSpans(request).addSpans(call)))
            .build()
            .toByteArray();
    return new Keyed(HexFormat.of().formatHex(trace), value);
  }

  private Span.Builder span(byte[] trace, byte[] id, byte[] parent, String name, long end) {
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(trace))
        .setSpanId(ByteString.copyFrom(id))
        .setParentSpanId(ByteString.copyFrom(parent))
        .setName(name)
        .setStartTimeUnixNano(end - 500_000_000)
        .setEndTimeUnixNano(end);
  }

  private byte[] id(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    // An id of zeros is none.
    id[0] |= 1;
    return id;
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
