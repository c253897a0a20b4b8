package dev.plumbline.standalone.inspect;

import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.trace.v1.TracesData;

/** What a payload file holds: the body of one export request. */
sealed interface Payload {
  /** Spans. */
  record Spans(TracesData data) implements Payload {}

  /** Log records. */
  record Logs(LogsData data) implements Payload {}

  /** Metrics, which say nothing about single interactions. */
  record Metrics() implements Payload {}
}
