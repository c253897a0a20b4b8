package dev.plumbline.bench.baseline;

import com.google.protobuf.ByteString;
import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.topics.TopicCatalog;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * OTLP to Kafka as the generated classes invite one to write it: gRPC parses the request, builders
 * make one request per trace, {@code toByteArray} makes its record. A sender is answered when Kafka
 * has acknowledged every record.
 */
final class BaselineReceiver extends TraceServiceGrpc.TraceServiceImplBase {
  private static final List<Header> HEADERS =
      List.of(
          header(RecordHeaders.TENANT, "default"),
          header(RecordHeaders.CONTENT_TYPE, "application/x-protobuf"),
          header(RecordHeaders.TYPE, TopicCatalog.OTLP_SPANS.value()));

  private final Producer<String, byte[]> producer;

  BaselineReceiver(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  @Override
  public void export(
      ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> sender) {
    Map<ByteString, ExportTraceServiceRequest.Builder> traces = byTrace(request);
    AtomicInteger open = new AtomicInteger(traces.size());
    AtomicBoolean failed = new AtomicBoolean();
    traces.forEach(
        (trace, spans) -> {
          var _ =
              producer.send(
                  new ProducerRecord<>(
                      TopicCatalog.OTLP_SPANS.name(""),
                      null,
                      HexFormat.of().formatHex(trace.toByteArray()),
                      spans.build().toByteArray(),
                      HEADERS),
                  (metadata, failure) -> {
                    if (failure != null && failed.compareAndSet(false, true)) {
                      sender.onError(Status.UNAVAILABLE.withCause(failure).asRuntimeException());
                    }
                    if (open.decrementAndGet() == 0 && !failed.get()) {
                      sender.onNext(ExportTraceServiceResponse.getDefaultInstance());
                      sender.onCompleted();
                    }
                  });
        });
  }

  static Map<ByteString, ExportTraceServiceRequest.Builder> byTrace(
      ExportTraceServiceRequest request) {
    Map<ByteString, ExportTraceServiceRequest.Builder> traces = new LinkedHashMap<>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      Map<ByteString, ResourceSpans.Builder> resources = new HashMap<>();
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        Map<ByteString, ScopeSpans.Builder> scopes = new HashMap<>();
        for (Span span : scope.getSpansList()) {
          scopes
              .computeIfAbsent(
                  span.getTraceId(),
                  trace ->
                      resources
                          .computeIfAbsent(trace, id -> addResource(traces, id, resource))
                          .addScopeSpansBuilder()
                          .setScope(scope.getScope())
                          .setSchemaUrl(scope.getSchemaUrl()))
              .addSpans(span);
        }
      }
    }
    return traces;
  }

  private static ResourceSpans.Builder addResource(
      Map<ByteString, ExportTraceServiceRequest.Builder> traces,
      ByteString trace,
      ResourceSpans resource) {
    return traces
        .computeIfAbsent(trace, id -> ExportTraceServiceRequest.newBuilder())
        .addResourceSpansBuilder()
        .setResource(resource.getResource())
        .setSchemaUrl(resource.getSchemaUrl());
  }

  private static Header header(String key, String value) {
    return new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8));
  }
}
