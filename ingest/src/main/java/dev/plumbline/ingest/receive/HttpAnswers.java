package dev.plumbline.ingest.receive;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes the answers to HTTP requests. */
final class HttpAnswers {
  private static final int OK = 200;
  private static final long DISCARD_AT_MOST = 128L * 1024 * 1024;

  /** Enough for the first batch of an honest sender, which then reads its answer. */
  private static final long DISCARD_OF_THE_UNKNOWN = 1024 * 1024;

  private HttpAnswers() {}

  /**
   * The request is in Kafka; the answer may name spans that are not.
   *
   * @param bytes the response message
   */
  static void accept(HttpExchange exchange, BodyFormat format, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", format.mediaType());
    exchange.sendResponseHeaders(OK, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /**
   * The request is refused. What is left of its body is thrown away before the connection is done
   * with: many senders read nothing before they have sent all, and would find a reset connection
   * instead of the answer.
   */
  static void refuse(HttpExchange exchange, ExportException failure) throws IOException {
    FailureKind kind = failure.kind();
    BodyFormat asked = BodyFormat.of(exchange.getRequestHeaders().getFirst("Content-Type"));
    BodyFormat format = asked == null ? BodyFormat.JSON : asked;
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", format.mediaType());
    if (failure.retryAfter().isPositive()) {
      headers.set("Retry-After", Long.toString(failure.retryAfter().toSeconds()));
    }
    if (kind.unauthenticated()) {
      headers.set("WWW-Authenticate", "Bearer realm=\"plumbline\"");
    }
    if (kind == FailureKind.WRONG_METHOD) {
      headers.set("Allow", "POST");
    }
    byte[] bytes =
        switch (format) {
          case PROTOBUF -> Statuses.of(failure).toByteArray();
          case JSON -> JsonAnswers.of(failure);
        };
    // Nobody reads a body behind HEAD, and the server logs a warning for each that is announced.
    boolean read = !exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(kind.http(), read ? bytes.length : -1);
    if (read) {
      OutputStream out = exchange.getResponseBody();
      out.write(bytes);
      out.flush();
    }
    if (kind.unauthenticated()) {
      ArrivalThreads.current().hurry();
    }
    discard(
        exchange.getRequestBody(),
        kind.unauthenticated() ? DISCARD_OF_THE_UNKNOWN : DISCARD_AT_MOST);
  }

  private static void discard(InputStream rest, long most) throws IOException {
    byte[] sink = new byte[16 * 1024];
    long discarded = 0;
    for (int read = rest.read(sink); read >= 0; read = rest.read(sink)) {
      discarded += read;
      if (discarded > most) {
        return;
      }
    }
  }
}
