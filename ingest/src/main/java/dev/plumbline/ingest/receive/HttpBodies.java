package dev.plumbline.ingest.receive;

import com.sun.net.httpserver.HttpExchange;
import dev.plumbline.ingest.admission.Body;
import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of an HTTP request: its encoding and its size must be acceptable. */
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
  Body read(Tenant tenant, HttpExchange exchange) throws IOException {
    Encoding encoding = encoding(exchange.getRequestHeaders().get("Content-Encoding"));
    Body wire = reader.readWire(tenant, exchange.getRequestBody(), length(exchange));
    if (encoding == Encoding.IDENTITY) {
      return wire;
    }
    int size = wire.length();
    try (wire;
        InputStream inflating = encoding.inflate(new ByteArrayInputStream(wire.bytes(), 0, size))) {
      return reader.readInflated(tenant, inflating, size, 4L * size);
    } catch (IOException e) {
      throw new ExportException(
          FailureKind.MALFORMED, "the body is not " + encoding.label() + ", or it is cut off");
    }
  }

  /** The JDK's server has parsed the header before, and refused what is no length. */
  private static long length(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return length == null ? 0 : Long.parseLong(length.strip());
  }

  /** Several headers are one list. */
  private static Encoding encoding(@Nullable List<String> headers) {
    return Encoding.of(headers == null ? null : String.join(", ", headers));
  }
}
