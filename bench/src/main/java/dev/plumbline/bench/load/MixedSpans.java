package dev.plumbline.bench.load;

import static dev.plumbline.bench.load.SpanBuilders.text;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What a platform with many applications receives: half small spans, a quarter chats of 3 to 8 KB,
 * then RAG chats, retrievals, a few agent steps of 50 to 150 KB, and in every third request a giant
 * of 0.5 to 3.5 MB, which fits a record. Four spans share a trace.
 */
final class MixedSpans {
  private static final int SPANS_PER_TRACE = 4;
  private static final int REQUESTS_PER_GIANT = 3;

  /** How many spans of a size are in one request, beside the giant. */
  private record Part(int spans, int leastBytes, int mostBytes) {}

  private static final List<Part> PARTS =
      List.of(
          new Part(16, 3_000, 8_000),
          new Part(10, 10_000, 30_000),
          new Part(4, 8_000, 20_000),
          new Part(2, 50_000, 150_000));
  private static final Part GIANT = new Part(1, 500_000, 3_500_000);

  private final Random random;
  private final SpanBuilders spans;
  private final SmallSpans small;
  private final Prose prose;

  MixedSpans(Random random, SpanBuilders spans, SmallSpans small, Prose prose) {
    this.random = random;
    this.spans = spans;
    this.small = small;
    this.prose = prose;
  }

  List<Span> request(int index, int count) {
    List<Span.Builder> made = new ArrayList<>();
    for (Part part : PARTS) {
      for (int i = 0; i < part.spans; i++) {
        made.add(withContent(part));
      }
    }
    if (index % REQUESTS_PER_GIANT == 0) {
      made.add(withContent(GIANT));
    }
    while (made.size() < count) {
      made.add(small.next(spans.traceId()));
    }
    Collections.shuffle(made, random);
    ByteString trace = ByteString.EMPTY;
    List<Span> request = new ArrayList<>(count);
    for (Span.Builder span : made) {
      if (request.size() % SPANS_PER_TRACE == 0) {
        trace = spans.traceId();
      }
      request.add(span.setTraceId(trace).build());
    }
    return request;
  }

  private Span.Builder withContent(Part part) {
    return spans
        .span(spans.traceId(), "chat gpt-5", Span.SpanKind.SPAN_KIND_CLIENT)
        .addAttributes(text("gen_ai.operation.name", "chat"))
        .addAttributes(text("gen_ai.request.model", "gpt-5"))
        .addAttributes(
            text(
                "gen_ai.input.messages",
                prose.text(random.nextInt(part.leastBytes, part.mostBytes))));
  }
}
