package dev.plumbline.bench.load;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The traces of the RAG workload one by one, as a tree with a root, in the records of Kafka. */
public final class RagTraces {
  private static final Resource RESOURCE =
      Resource.newBuilder()
          .addAttributes(SpanBuilders.text("service.name", "support-bot"))
          .addAttributes(SpanBuilders.text("service.version", "2026.11.3"))
          .addAttributes(SpanBuilders.text("deployment.environment.name", "production"))
          .addAttributes(SpanBuilders.text("telemetry.sdk.language", "java"))
          .build();
  private static final InstrumentationScope SCOPE =
      InstrumentationScope.newBuilder().setName("bench").setVersion("1.0.0").build();

  private final SpanBuilders spans;
  private final RagSpans rag;

  /** The same seed makes the same traces. */
  public RagTraces(long seed) {
    Random random = new Random(seed);
    spans = new SpanBuilders(random);
    rag = new RagSpans(random, spans, new Prose(random));
  }

  /**
   * One trace.
   *
   * @param id its trace id
   * @param spans root first: the request, the agent below it, and the agent's three calls
   */
  public record RagTrace(ByteString id, List<Span> spans) {
    /** The value of the record that ingest writes for these spans. */
    public static byte[] record(List<Span> spans) {
      return ExportTraceServiceRequest.newBuilder()
          .addResourceSpans(
              ResourceSpans.newBuilder()
                  .setResource(RESOURCE)
                  .addScopeSpans(ScopeSpans.newBuilder().setScope(SCOPE).addAllSpans(spans)))
          .build()
          .toByteArray();
    }
  }

  /** The next trace. */
  public RagTrace next() {
    ByteString id = spans.traceId();
    List<Span> tree = new ArrayList<>();
    for (Span span : rag.trace(id)) {
      ByteString parent =
          switch (tree.size()) {
            case 0 -> ByteString.EMPTY;
            case 1 -> tree.getFirst().getSpanId();
            default -> tree.get(1).getSpanId();
          };
      tree.add(span.toBuilder().setParentSpanId(parent).build());
    }
    return new RagTrace(id, tree);
  }
}
