package dev.plumbline.bench.load;

import static dev.plumbline.bench.load.SpanBuilders.number;
import static dev.plumbline.bench.load.SpanBuilders.text;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Random;

/** Ordinary spans of a web service: about 370 bytes, eleven small attributes. */
final class SmallSpans {
  private static final String[] ROUTES = {"/v1/orders", "/v1/ask/billing", "/v1/users", "/healthz"};

  private final Random random;
  private final SpanBuilders spans;

  SmallSpans(Random random, SpanBuilders spans) {
    this.random = random;
    this.spans = spans;
  }

  Span.Builder next(ByteString trace) {
    String route = ROUTES[random.nextInt(ROUTES.length)];
    return spans
        .span(trace, "GET " + route, Span.SpanKind.SPAN_KIND_SERVER)
        .addAttributes(text("http.request.method", "GET"))
        .addAttributes(text("http.route", route))
        .addAttributes(number("http.response.status_code", random.nextInt(50) == 0 ? 500 : 200))
        .addAttributes(text("url.scheme", "https"))
        .addAttributes(text("server.address", "api-" + random.nextInt(40)))
        .addAttributes(number("server.port", 8443))
        .addAttributes(text("client.address", "10.2." + random.nextInt(256) + ".7"))
        .addAttributes(number("network.peer.port", random.nextInt(65_536)))
        .addAttributes(number("thread.id", random.nextInt(200)))
        .addAttributes(text("enduser.id", Long.toHexString(random.nextLong())))
        .addAttributes(number("http.response.body.size", random.nextInt(100_000)));
  }
}
