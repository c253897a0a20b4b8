package dev.plumbline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.demo.TopicTail;
import dev.plumbline.topics.TopicCatalog;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The records of {@code otlp_spans} as they lie there, and those of {@code spans-rekeyed}. */
final class RawTopics implements AutoCloseable {
  private final TopicTail<ExportTraceServiceRequest> spans;
  private final TopicTail<ExportTraceServiceRequest> rekeyed;
  private final List<Raw> written = new ArrayList<>();
  private final List<Raw> again = new ArrayList<>();

  private record Raw(@Nullable String key, ExportTraceServiceRequest request) {
    boolean isOf(String service) {
      return request.getResourceSpansList().stream()
          .map(ResourceSpans::getResource)
          .flatMap(resource -> resource.getAttributesList().stream())
          .anyMatch(
              attribute ->
                  attribute.getKey().equals("service.name")
                      && attribute.getValue().getStringValue().equals(service));
    }

    List<Span> spans() {
      return request.getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .toList();
    }

    long traces() {
      return spans().stream().map(Span::getTraceId).distinct().count();
    }
  }

  /**
   * The records of one service.
   *
   * @param records in {@code otlp_spans}
   * @param withoutKey of them
   * @param withManyTraces of them
   * @param rekeyed records in {@code spans-rekeyed}
   */
  record Seen(long records, long withoutKey, long withManyTraces, long rekeyed) {}

  RawTopics(KafkaConfig kafka) {
    ExportTraceServiceRequest type = ExportTraceServiceRequest.getDefaultInstance();
    spans = new TopicTail<>(kafka, TopicCatalog.OTLP_SPANS, type);
    rekeyed = new TopicTail<>(kafka, TopicCatalog.SPANS_REKEYED, type);
  }

  /** What a service's records look like so far. */
  Seen seen(String service) {
    read();
    List<Raw> of = written.stream().filter(raw -> raw.isOf(service)).toList();
    return new Seen(
        of.size(),
        of.stream().filter(raw -> raw.key() == null).count(),
        of.stream().filter(raw -> raw.traces() > 1).count(),
        again.stream().filter(raw -> raw.isOf(service)).count());
  }

  /** Waits until a backend has every span of {@code otlp_spans}, and nothing else. */
  void mustAllReach(Backend backend) {
    read();
    Set<Span> all = new HashSet<>();
    written.forEach(raw -> all.addAll(raw.spans()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> backend.spans().size() >= all.size());
    assertThat(backend.spans()).isEqualTo(all);
  }

  private void read() {
    spans.toEnd((key, request) -> written.add(new Raw(key, request)));
    rekeyed.toEnd((key, request) -> again.add(new Raw(key, request)));
  }

  @Override
  public void close() {
    spans.close();
    rekeyed.close();
  }
}
