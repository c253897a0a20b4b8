package dev.plumbline.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;

/**
 * The scanner against a protobuf parser, over any bytes: what it passes on the parser takes, each
 * item is passed on or rejected, and what a protobuf library has written is never malformed.
 */
class OtlpScannerFuzzTest {
  private static final int MAX_PARTS = 65_536;
  private static final int MAX_RECORD = 1 << 20;
  private static final int MAX_REGROUPED = 1 << 22;

  /** OTLP has no groups, and nested ones are a way to exhaust a stack, so all are refused. */
  private static final Pattern GROUP = Pattern.compile("wire type [34]");

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
    Optional<MessageLite> parsed = parsed(body, signal);
    ScannedRequest scanned;
    try {
      scanned = OtlpScanner.scan(body, signal, MAX_PARTS);
    } catch (ExportException e) {
      boolean written =
          parsed.filter(request -> Arrays.equals(request.toByteArray(), body)).isPresent();
      assertThat(written && !GROUP.matcher(String.valueOf(e.getMessage())).find())
          .as("a library writes it, the scanner says %s: %s", e.kind(), e.getMessage())
          .isFalse();
      return;
    }
    long passed = 0;
    for (TraceRecord record : scanned.regroup(MAX_RECORD, MAX_REGROUPED).records()) {
      long taken = items(parsed(record.write(), signal).orElseThrow());
      assertThat(taken).as("items of a record").isPositive();
      passed += taken;
    }
    if (parsed.isPresent()) {
      assertThat(passed + scanned.rejected().total()).as("items").isEqualTo(items(parsed.get()));
    }
  }

  private static Optional<MessageLite> parsed(byte[] body, Signal signal) {
    try {
      return Optional.of(
          signal == Signal.TRACES
              ? ExportTraceServiceRequest.parseFrom(body)
              : ExportLogsServiceRequest.parseFrom(body));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  private static long items(MessageLite request) {
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
  }
}
