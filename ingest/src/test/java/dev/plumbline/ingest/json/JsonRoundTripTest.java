package dev.plumbline.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.plumbline.ingest.fixtures.JsonPrinter;
import dev.plumbline.ingest.fixtures.RandomMessages;
import dev.plumbline.ingest.fixtures.Requests;
import dev.plumbline.ingest.otlp.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was printed as JSON is read as the message that it was. */
class JsonRoundTripTest {
  private static final int REQUESTS = 150;
  private static final int DEPTH = 7;

  private final JsonReading reading = new JsonReading();

  static Stream<String> recorded() {
    return Requests.allRecorded().stream().filter(path -> !path.contains(".metrics."));
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void readsEveryRecordedRequestAsWhatItIsInProtobuf(String path) throws Exception {
    byte[] sent = Requests.recorded(path);
    Message message =
        path.contains(".logs.")
            ? ExportLogsServiceRequest.parseFrom(sent)
            : ExportTraceServiceRequest.parseFrom(sent);
    assertThat(read(JsonPrinter.print(message), message)).isEqualTo(message);
    assertThat(read(JsonPrinter.printAsAnySenderMay(message, new Random(1)), message))
        .isEqualTo(message);
  }

  @Test
  void readsEveryFieldOfSpansHoweverItIsWritten() throws Exception {
    for (int seed = 0; seed < REQUESTS; seed++) {
      Random random = new Random(seed);
      var sent =
          new RandomMessages(random).fill(ExportTraceServiceRequest.newBuilder(), DEPTH).build();
      assertReads(sent, random, seed);
    }
  }

  @Test
  void readsEveryFieldOfLogRecordsHoweverItIsWritten() throws Exception {
    for (int seed = 0; seed < REQUESTS; seed++) {
      Random random = new Random(seed);
      var sent =
          new RandomMessages(random).fill(ExportLogsServiceRequest.newBuilder(), DEPTH).build();
      assertReads(sent, random, seed);
    }
  }

  private void assertReads(Message sent, Random random, int seed) throws Exception {
    byte[] json = JsonPrinter.printAsAnySenderMay(sent, random);
    assertThat(read(json, sent)).as("seed %d", seed).isEqualTo(sent);
    assertThat(read(JsonPrinter.print(sent), sent)).as("seed %d", seed).isEqualTo(sent);
  }

  private Message read(byte[] json, Message like) throws Exception {
    Signal signal = like instanceof ExportLogsServiceRequest ? Signal.LOGS : Signal.TRACES;
    return like.getParserForType().parseFrom(reading.protobuf(json, signal));
  }
}
