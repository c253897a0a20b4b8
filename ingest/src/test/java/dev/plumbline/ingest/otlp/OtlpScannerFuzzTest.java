package dev.plumbline.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.junit.jupiter.api.Timeout;

/**
 * The scanner against a protobuf parser, over any bytes: each item of a request that the parser
 * takes is passed on or rejected, and what is passed on the parser takes.
 */
class OtlpScannerFuzzTest {
  private static final int MAX_PARTS = 65_536;
  private static final int MAX_RECORD = 1 << 20;
  private static final int MAX_REGROUPED = 1 << 22;

  @FuzzTest
  @Timeout(10)
  void agreesWithAParserAboutSpans(byte[] body) throws Exception {
    agree(body, Signal.TRACES);
  }

  @FuzzTest
  @Timeout(10)
  void agreesWithAParserAboutLogs(byte[] body) throws Exception {
    agree(body, Signal.LOGS);
  }

  private static void agree(byte[] body, Signal signal) throws Exception {
    long items = items(body, signal);
    ScannedRequest scanned;
    try {
      scanned = OtlpScanner.scan(body, signal, MAX_PARTS);
    } catch (ExportException e) {
      assertThat(items)
          .as("the parser takes it, the scanner says %s: %s", e.kind(), e.getMessage())
          .isNegative();
      return;
    }
    long passed = 0;
    for (TraceRecord record : scanned.regroup(MAX_RECORD, MAX_REGROUPED).records()) {
      long taken = items(record.write(), signal);
      assertThat(taken).as("items of a record").isPositive();
      passed += taken;
    }
    if (items >= 0) {
      assertThat(passed + scanned.rejected().total()).as("items").isEqualTo(items);
    }
  }

  /** How many items the parser finds; -1 when it takes none of it. */
  private static long items(byte[] body, Signal signal) {
    try {
      MessageLite request =
          signal == Signal.TRACES
              ? ExportTraceServiceRequest.parseFrom(body)
              : ExportLogsServiceRequest.parseFrom(body);
      return switch (request) {
        case ExportTraceServiceRequest spans ->
            spans.getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .mapToLong(scope -> scope.getSpansCount())
                .sum();
        case ExportLogsServiceRequest logs ->
            logs.getResourceLogsList().stream()
                .flatMap(resource -> resource.getScopeLogsList().stream())
                .mapToLong(scope -> scope.getLogRecordsCount())
                .sum();
        default -> throw new IllegalStateException();
      };
    } catch (InvalidProtocolBufferException e) {
      return -1;
    }
  }
}
