package dev.plumbline.ingest.receive;

import com.sun.net.httpserver.HttpExchange;
import dev.plumbline.ingest.admission.Body;
import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads the body of an HTTP request: its type, its encoding and its size must be acceptable. */
final class HttpBodies {
  private final BodyReader reader;

  HttpBodies(BodyReader reader) {
    this.reader = reader;
  }

  /**
   * The inflated body. It is read as it is first and inflated then, so that a slow sender does not
   * hold an inflater and its windows.
   *
   * @throws ExportException when it cannot be accepted
   * @throws IOException when the sender goes away
   */
  Body read(HttpExchange exchange) throws IOException {
    requireProtobuf(header(exchange, "Content-Type"));
    Encoding encoding = Encoding.of(header(exchange, "Content-Encoding"));
    Body wire = reader.readWire(exchange.getRequestBody(), length(exchange));
    if (encoding == Encoding.IDENTITY) {
      return wire;
    }
    int size = wire.bytes().length;
    try (wire;
        InputStream inflating = encoding.inflate(new ByteArrayInputStream(wire.bytes()))) {
      return reader.readInflated(inflating, size, 4L * size);
    } catch (IOException e) {
      throw new ExportException(
          FailureKind.MALFORMED, "the body is not " + encoding.label() + ", or it is cut off");
    }
  }

  /** The JDK's server has parsed the header before, and refused what is no length. */
  private static long length(HttpExchange exchange) {
    String length = header(exchange, "Content-Length");
    return length == null ? 0 : Long.parseLong(length.strip());
  }

  private static void requireProtobuf(@Nullable String type) {
    BodyFormat format = BodyFormat.of(type);
    if (format == BodyFormat.JSON) {
      throw new ExportException(
          FailureKind.UNSUPPORTED_TYPE,
          "OTLP as JSON is not served yet, expected Content-Type application/x-protobuf; most"
              + " senders switch with OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
    }
    if (format == null) {
      throw new ExportException(
          FailureKind.UNSUPPORTED_TYPE,
          "found Content-Type " + type + ", expected application/x-protobuf");
    }
  }

  private static @Nullable String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }
}
