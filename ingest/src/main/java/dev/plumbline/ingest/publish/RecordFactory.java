package dev.plumbline.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.ingest.otlp.TraceId;
import dev.plumbline.ingest.otlp.TraceRecord;
import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Makes the Kafka records of a request: key is the trace id as text, or null; headers say whose and
 * what it is.
 */
final class RecordFactory {
  private static final List<Header> SPANS = kind(TopicCatalog.OTLP_SPANS);
  private static final List<Header> LOGS = kind(TopicCatalog.OTLP_LOGS);

  private final String topic;
  private final List<Header> headers;

  RecordFactory(Tenant tenant, Signal signal) {
    boolean logRecords = signal == Signal.LOGS;
    topic = (logRecords ? TopicCatalog.OTLP_LOGS : TopicCatalog.OTLP_SPANS).name("");
    headers = headers(tenant, logRecords ? LOGS : SPANS);
  }

  ProducerRecord<String, byte[]> make(TraceRecord record) {
    TraceId trace = record.trace();
    return new ProducerRecord<>(
        topic, null, trace.isZero() ? null : trace.hex(), record.write(), headers);
  }

  private static List<Header> headers(Tenant tenant, List<Header> kind) {
    List<Header> headers = new ArrayList<>(kind.size() + 1);
    headers.add(new RecordHeader(RecordHeaders.TENANT, tenant.name().getBytes(UTF_8)));
    headers.addAll(kind);
    return headers;
  }

  private static List<Header> kind(TopicSpec topic) {
    return List.of(
        new RecordHeader(RecordHeaders.CONTENT_TYPE, "application/x-protobuf".getBytes(UTF_8)),
        new RecordHeader(RecordHeaders.TYPE, topic.value().getBytes(UTF_8)));
  }
}
