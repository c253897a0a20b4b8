package dev.plumbline.ingest.otlp;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/**
 * A request whose accepted items are all in Kafka.
 *
 * @param signal what it carried
 * @param rejected items that can never be accepted
 */
public record ExportResult(Signal signal, Rejections rejected) {

  /** The response message; empty bytes when everything was accepted. */
  public byte[] toBytes() {
    int count = rejected.total();
    if (count == 0) {
      return new byte[0];
    }
    return signal == Signal.LOGS
        ? ExportLogsServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportLogsPartialSuccess.newBuilder()
                    .setRejectedLogRecords(count)
                    .setErrorMessage(rejected.describe()))
            .build()
            .toByteArray()
        : ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(count)
                    .setErrorMessage(rejected.describe()))
            .build()
            .toByteArray();
  }
}
