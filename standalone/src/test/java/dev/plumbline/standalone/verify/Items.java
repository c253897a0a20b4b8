package dev.plumbline.standalone.verify;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.oracle.RawRecords;
import dev.plumbline.topics.TopicCatalog;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.HashSet;
import java.util.Set;

/**
 * Spans and log records on the raw topics.
 *
 * @param all every one, with those that stand there more often
 * @param distinct different ones
 */
record Items(long all, long distinct) {
  /** Those that are there by now. */
  static Items of(KafkaConfig kafka) throws InvalidProtocolBufferException {
    Set<Object> distinct = new HashSet<>();
    long all = 0;
    for (var record : RawRecords.all(kafka, TopicCatalog.OTLP_SPANS)) {
      for (var resource :
          ExportTraceServiceRequest.parseFrom(record.value()).getResourceSpansList()) {
        for (var scope : resource.getScopeSpansList()) {
          all += scope.getSpansCount();
          scope.getSpansList().forEach(s -> distinct.add(s.getTraceId().concat(s.getSpanId())));
        }
      }
    }
    for (var record : RawRecords.all(kafka, TopicCatalog.OTLP_LOGS)) {
      for (var resource :
          ExportLogsServiceRequest.parseFrom(record.value()).getResourceLogsList()) {
        for (var scope : resource.getScopeLogsList()) {
          all += scope.getLogRecordsCount();
          distinct.addAll(scope.getLogRecordsList());
        }
      }
    }
    return new Items(all, distinct.size());
  }

  long duplicates() {
    return all - distinct;
  }
}
