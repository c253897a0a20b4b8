package dev.plumbline.bench.load;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** What is sent: the kinds of requests, and how many different ones are made before the clock. */
public enum Workload {
  /** Eight small spans at a time: many calls, so that what a call costs is compiled. */
  WARMUP(8, 200),
  /** Batches of 512 spans of 370 bytes, eight to a trace. */
  SMALL(512, 120),
  /** Batches of twelve RAG traces of five spans, 4.9 KB a span. */
  RAG(60, 340),
  /** Batches of 64 spans from 0.4 KB to 3.5 MB. */
  MIX(64, 60);

  private static final int SMALL_SPANS_PER_TRACE = 8;

  private final int spansPerRequest;
  private final int requests;

  Workload(int spansPerRequest, int requests) {
    this.spansPerRequest = spansPerRequest;
    this.requests = requests;
  }

  /** Spans in each request. */
  public int spansPerRequest() {
    return spansPerRequest;
  }

  /** How many different requests there are. */
  int requests() {
    return requests;
  }

  /** Makes the spans of the request with a number below {@link #requests()}. */
  IntFunction<List<Span>> spans(Random random) {
    SpanBuilders spans = new SpanBuilders(random);
    SmallSpans small = new SmallSpans(random, spans);
    return switch (this) {
      case WARMUP, SMALL -> index -> small(spans, small, random);
      case RAG -> {
        RagSpans rag = new RagSpans(random, spans, new Prose(random));
        yield index -> rag(spans, rag, random);
      }
      case MIX -> {
        MixedSpans mixed = new MixedSpans(random, spans, small, new Prose(random));
        yield index -> mixed.request(index, spansPerRequest);
      }
    };
  }

  private List<Span> small(SpanBuilders spans, SmallSpans small, Random random) {
    List<Span> request = new ArrayList<>(spansPerRequest);
    while (request.size() < spansPerRequest) {
      ByteString trace = spans.traceId();
      for (int i = 0; i < SMALL_SPANS_PER_TRACE; i++) {
        request.add(small.next(trace).build());
      }
    }
    Collections.shuffle(request, random);
    return request;
  }

  private List<Span> rag(SpanBuilders spans, RagSpans rag, Random random) {
    List<Span> request = new ArrayList<>(spansPerRequest);
    while (request.size() < spansPerRequest) {
      request.addAll(rag.trace(spans.traceId()));
    }
    Collections.shuffle(request, random);
    return request;
  }
}
