package dev.plumbline.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.OtlpScanner;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.ingest.otlp.TraceRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.junit.jupiter.api.Timeout;

/**
 * Any bytes as OTLP in JSON: malformed, or read within the memory that their number allows, and
 * then a protobuf parser takes what is passed on.
 */
class JsonRequestsFuzzTest {
  private static final int MEMORY_PER_BYTE = 8;
  private static final int MAX_PARTS = 65_536;

  @FuzzTest
  @Timeout(10)
  void endsInAnAnswer(byte[] json) throws Exception {
    JsonReading reading = new JsonReading(MEMORY_PER_BYTE * json.length + 4_096L);
    JsonRequest read;
    try {
      read = reading.read(json, Signal.TRACES);
    } catch (ExportException e) {
      assertThat(e.kind()).isEqualTo(FailureKind.MALFORMED);
      return;
    }
    var scanned = OtlpScanner.scan(read.body().bytes(), Signal.TRACES, MAX_PARTS);
    for (TraceRecord record : scanned.regroup(1 << 20, 1 << 22).records()) {
      ExportTraceServiceRequest.parseFrom(record.write());
    }
  }
}
