package dev.plumbline.bench.load;

import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * An export request made before the clock starts. Its resource carries the number of the send, so
 * that no two requests are alike and each can be found again in Kafka: the head, up to the end of
 * the resource, is written for each send, the rest is shared. Compressed, they are two gzip members
 * one after the other, which is a gzip stream.
 */
final class Payload {
  private static final int RESOURCE_SPANS = 1;
  private static final int RESOURCE = 1;
  private static final int SCOPE_SPANS = 2;
  private static final String NO_NUMBER = "----------------";

  private final byte[] head;
  private final int numberAt;
  private final byte[] rest;

  private Payload(byte[] head, byte[] rest) {
    this.head = head;
    this.numberAt = new String(head, StandardCharsets.ISO_8859_1).indexOf(NO_NUMBER);
    this.rest = rest;
  }

  static Payload of(List<Span> spans) {
    Resource resource =
        Resource.newBuilder()
            .addAttributes(SpanBuilders.text("service.name", "support-bot"))
            .addAttributes(SpanBuilders.text("service.version", "2026.11.3"))
            .addAttributes(SpanBuilders.text("deployment.environment.name", "production"))
            .addAttributes(SpanBuilders.text("telemetry.sdk.language", "java"))
            .addAttributes(SpanBuilders.text(SendNumber.ATTRIBUTE, NO_NUMBER))
            .build();
    ScopeSpans scope =
        ScopeSpans.newBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("bench").setVersion("1.0.0"))
            .addAllSpans(spans)
            .build();
    int inner =
        CodedOutputStream.computeMessageSize(RESOURCE, resource)
            + CodedOutputStream.computeMessageSize(SCOPE_SPANS, scope);
    byte[] head =
        written(
            out -> {
              out.writeTag(RESOURCE_SPANS, 2);
              out.writeUInt32NoTag(inner);
              out.writeMessage(RESOURCE, resource);
            });
    return new Payload(head, written(out -> out.writeMessage(SCOPE_SPANS, scope)));
  }

  /** Bytes of the request, not compressed. */
  int bytes() {
    return head.length + rest.length;
  }

  /** The head for one send. */
  byte[] head(long send) {
    byte[] own = head.clone();
    byte[] number = HexFormat.of().toHexDigits(send).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(number, 0, own, numberAt, number.length);
    return own;
  }

  byte[] rest() {
    return rest;
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 2 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      writing.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
