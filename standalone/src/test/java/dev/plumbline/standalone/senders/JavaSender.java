package dev.plumbline.standalone.senders;

import com.google.protobuf.ByteString;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An application with the OpenTelemetry SDK for Java, which makes the known traces its own. */
final class JavaSender {
  private static final int BATCH = 64;
  private static final Duration EXPORT = Duration.ofMinutes(2);

  private final AtomicInteger failed = new AtomicInteger();
  private final SpanExporter exporter;

  JavaSender(SpanExporter exporter) {
    this.exporter = exporter;
  }

  /**
   * Records and exports the traces, in their order.
   *
   * @param pause between two traces
   * @return exports that the SDK gave up
   */
  int send(KnownTraces known, Duration pause) throws InterruptedException {
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addResource(
                Resource.create(
                    attributes(known.traces().getFirst().getResource().getAttributesList())))
            .addSpanProcessor(
                BatchSpanProcessor.builder(counting())
                    .setMaxExportBatchSize(BATCH)
                    .setMaxQueueSize(known.spans().size() + BATCH)
                    .setScheduleDelay(Duration.ofMillis(200))
                    .setExporterTimeout(EXPORT)
                    .build())
            .build()) {
      for (ResourceSpans trace : known.traces()) {
        record(trace, provider);
        Thread.sleep(pause);
      }
      provider.forceFlush().join(EXPORT.toSeconds(), TimeUnit.SECONDS);
    }
    return failed.get();
  }

  private SpanExporter counting() {
    return new SpanExporter() {
      @Override
      public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(
            () -> {
              if (!result.isSuccess()) {
                failed.incrementAndGet();
              }
            });
      }

      @Override
      public CompletableResultCode flush() {
        return exporter.flush();
      }

      @Override
      public CompletableResultCode shutdown() {
        return exporter.shutdown();
      }
    };
  }

  /** Parents before children, as an application starts them. */
  private static void record(ResourceSpans trace, SdkTracerProvider provider) {
    Map<String, Span> recorded = new HashMap<>();
    trace
        .getScopeSpansList()
        .forEach(
            scope -> {
              Tracer tracer =
                  provider
                      .tracerBuilder(scope.getScope().getName())
                      .setInstrumentationVersion(scope.getScope().getVersion())
                      .setSchemaUrl(scope.getSchemaUrl())
                      .build();
              List<io.opentelemetry.proto.trace.v1.Span> left =
                  new ArrayList<>(scope.getSpansList());
              while (!left.isEmpty()) {
                left.removeIf(
                    span -> {
                      String parent = key(span.getParentSpanId());
                      if (!parent.isEmpty() && !recorded.containsKey(parent)) {
                        return false;
                      }
                      recorded.put(
                          key(span.getSpanId()), start(span, tracer, recorded.get(parent)));
                      return true;
                    });
              }
              scope
                  .getSpansList()
                  .forEach(
                      span ->
                          recorded
                              .get(key(span.getSpanId()))
                              .end(span.getEndTimeUnixNano(), TimeUnit.NANOSECONDS));
            });
  }

  private static Span start(
      io.opentelemetry.proto.trace.v1.Span span, Tracer tracer, @Nullable Span parent) {
    SpanBuilder builder =
        tracer
            .spanBuilder(span.getName())
            .setSpanKind(kind(span))
            .setStartTimestamp(span.getStartTimeUnixNano(), TimeUnit.NANOSECONDS)
            .setAllAttributes(attributes(span.getAttributesList()));
    if (parent == null) {
      builder.setNoParent();
    } else {
      builder.setParent(Context.root().with(parent));
    }
    Span started = builder.startSpan();
    if (span.hasStatus()) {
      started.setStatus(StatusCode.ERROR, span.getStatus().getMessage());
    }
    return started;
  }

  private static SpanKind kind(io.opentelemetry.proto.trace.v1.Span span) {
    return SpanKind.valueOf(span.getKind().name().replace("SPAN_KIND_", ""));
  }

  private static Attributes attributes(List<KeyValue> pairs) {
    AttributesBuilder attributes = Attributes.builder();
    for (KeyValue pair : pairs) {
      AnyValue value = pair.getValue();
      switch (value.getValueCase()) {
        case STRING_VALUE -> attributes.put(pair.getKey(), value.getStringValue());
        case INT_VALUE -> attributes.put(pair.getKey(), value.getIntValue());
        case DOUBLE_VALUE -> attributes.put(pair.getKey(), value.getDoubleValue());
        case ARRAY_VALUE ->
            attributes.put(
                AttributeKey.stringArrayKey(pair.getKey()),
                value.getArrayValue().getValuesList().stream()
                    .map(AnyValue::getStringValue)
                    .toList());
        default -> throw new IllegalArgumentException(pair.toString());
      }
    }
    return attributes.build();
  }

  private static String key(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
