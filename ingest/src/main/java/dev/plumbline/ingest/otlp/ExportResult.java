package dev.plumbline.ingest.otlp;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request whose accepted items are all in Kafka.
 *
 * @param signal what it carried
 * @param rejected items that can never be accepted, by reason
 */
public record ExportResult(Signal signal, Map<RejectReason, Integer> rejected) {

  /** The response message; empty bytes when everything was accepted. */
  public byte[] toBytes() {
    if (rejected.isEmpty()) {
      return new byte[0];
    }
    int count = rejected.values().stream().mapToInt(Integer::intValue).sum();
    String message = describe(rejected);
    return signal == Signal.LOGS
        ? ExportLogsServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportLogsPartialSuccess.newBuilder()
                    .setRejectedLogRecords(count)
                    .setErrorMessage(message))
            .build()
            .toByteArray()
        : ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(count)
                    .setErrorMessage(message))
            .build()
            .toByteArray();
  }

  /** For example {@code "3 rejected: span id is zero or not 8 bytes"}. */
  static String describe(Map<RejectReason, Integer> rejected) {
    return rejected.entrySet().stream()
        .map(entry -> entry.getValue() + " rejected: " + entry.getKey().text())
        .collect(Collectors.joining("; "));
  }
}
