package dev.plumbline.ingest.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.fixtures.JsonPrinter;
import dev.plumbline.ingest.fixtures.RandomMessages;
import dev.plumbline.ingest.fixtures.Requests;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.OtlpScanner;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.ingest.otlp.TraceRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged requests: each is malformed, or it is read within the memory that its size allows, and
 * then a protobuf parser takes all that is passed on of it.
 */
class JsonFuzzTest {
  private static final int DAMAGED = 2_000;
  private static final int MEMORY_PER_BYTE = 8;
  private static final List<String> PIECES =
      List.of(
          "null",
          "{}",
          "[]",
          "\"\"",
          "1e999999999",
          "-0.0",
          "\"Infinity\"",
          "\\ud83d",
          "\\u0000",
          "{\"stringValue\":\"x\"}",
          "\"traceId\":\"00\",",
          "\"intValue\":\"1\",",
          "[[[[[[",
          "{\"a\":",
          "}]}]",
          "\u00ff",
          "\u00e2\u0082",
          "\u0000",
          "\"",
          "\\",
          ",",
          ":",
          "18446744073709551616");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void endsInAnAnswerWhateverIsDamaged(long seed) throws Exception {
    Random random = new Random(seed);
    int read = 0;
    int malformed = 0;
    for (int i = 0; i < DAMAGED; i++) {
      byte[] json = damaged(request(random), random);
      String sent = new String(json, ISO_8859_1);
      JsonReading reading = new JsonReading(MEMORY_PER_BYTE * json.length + 4_096L);
      try {
        assertPassesOnWhatAParserTakes(reading.read(json, Signal.TRACES));
        read++;
      } catch (ExportException e) {
        assertThat(e.kind()).as("seed %d: %s", seed, sent).isEqualTo(FailureKind.MALFORMED);
        malformed++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ": " + sent, e);
      }
    }
    assertThat(read).as("some are read").isGreaterThan(DAMAGED / 20);
    assertThat(malformed).as("some are malformed").isGreaterThan(DAMAGED / 20);
  }

  private static byte[] request(Random random) {
    if (random.nextInt(4) == 0) {
      return Requests.recorded("otel-openai-js/rag_answer_httpjson.traces.otlp.json");
    }
    var request =
        new RandomMessages(random).fill(ExportTraceServiceRequest.newBuilder(), 6).build();
    return JsonPrinter.printAsAnySenderMay(request, random);
  }

  private static byte[] damaged(byte[] request, Random random) {
    byte[] json = request;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(json.length + 1);
      int to = Math.min(json.length, at + random.nextInt(1 << random.nextInt(8)));
      byte[] piece =
          switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOfRange(json, at, to);
            default -> PIECES.get(random.nextInt(PIECES.size())).getBytes(ISO_8859_1);
          };
      int keep = random.nextBoolean() ? at : to;
      json = joined(Arrays.copyOf(json, at), piece, Arrays.copyOfRange(json, keep, json.length));
    }
    return json;
  }

  private static byte[] joined(byte[]... parts) {
    StringBuilder all = new StringBuilder();
    for (byte[] part : parts) {
      all.append(new String(part, ISO_8859_1));
    }
    return all.toString().getBytes(ISO_8859_1);
  }

  private static void assertPassesOnWhatAParserTakes(JsonRequest read) throws Exception {
    var scanned = OtlpScanner.scan(read.body().bytes(), Signal.TRACES, 65_536);
    for (TraceRecord record : scanned.regroup(1 << 20, 1 << 22).records()) {
      var request = ExportTraceServiceRequest.parseFrom(record.write());
      assertThat(new String(request.toByteArray(), UTF_8)).isNotEmpty();
    }
    if (read.firstProblem() != null) {
      assertThat(scanned.rejected().total()).isPositive();
    }
  }
}
