package dev.plumbline.ingest.receive;

import com.sun.net.httpserver.HttpExchange;
import dev.plumbline.ingest.admission.Body;
import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads the body of an HTTP request: its type, its encoding and its size must be acceptable. */
public final class HttpBodies {
  private final LimitsConfig limits;
  private final BodyReader reader;

  /** A reader with these limits. */
  public HttpBodies(LimitsConfig limits, BodyReader reader) {
    this.limits = limits;
    this.reader = reader;
  }

  Body read(HttpExchange exchange) throws IOException {
    requireProtobuf(header(exchange, "Content-Type"));
    String length = header(exchange, "Content-Length");
    if (length != null && tooLong(length)) {
      throw new ExportException(
          FailureKind.TOO_LARGE,
          "request of " + length + " bytes is larger than " + limits.maxWire() + " on the wire");
    }
    Counting wire = new Counting(exchange.getRequestBody());
    try {
      return reader.read(decoded(header(exchange, "Content-Encoding"), wire), wire::count);
    } catch (ZipException | java.io.EOFException e) {
      throw new ExportException(FailureKind.MALFORMED, "the body is not gzip, or it is cut off");
    }
  }

  private static InputStream decoded(@Nullable String encoding, InputStream wire)
      throws IOException {
    String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "identity", "" -> wire;
      case "gzip" -> new GZIPInputStream(wire, 32 * 1024);
      default ->
          throw new ExportException(
              FailureKind.UNSUPPORTED_ENCODING,
              "found Content-Encoding " + name + ", expected gzip or identity");
    };
  }

  private static void requireProtobuf(@Nullable String type) {
    String name = type == null ? "none" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!name.equals("application/x-protobuf") && !name.equals("application/protobuf")) {
      throw new ExportException(
          FailureKind.UNSUPPORTED_TYPE,
          "found Content-Type " + name + ", expected application/x-protobuf");
    }
  }

  private boolean tooLong(String length) {
    try {
      return Long.parseLong(length.strip()) > limits.maxWire().bytes();
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private static @Nullable String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  /** Counts what is read from the wire. */
  private static final class Counting extends FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    long count() {
      return count;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
