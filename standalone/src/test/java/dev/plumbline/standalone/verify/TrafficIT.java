package dev.plumbline.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.oracle.Comparison;
import dev.plumbline.standalone.oracle.RawRecords;
import dev.plumbline.topics.TopicCatalog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Traffic that is not as it should be, while every process does its work: twice, in another order,
 * late, with wrong clocks, without an end, or no traffic at all but bytes.
 */
@Tag("verify")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TrafficIT {
  private static final double TRACES_PER_SECOND =
      Double.parseDouble(System.getProperty("verify.rate", "30"));
  private static final int TIMES = 3;
  private static final Duration LOAD = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("verify.seeds", 1));
  }

  @Tag("F13")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatComesMoreOftenCountsOnce(long seed) throws Exception {
    Row row =
        new Row("F13", "every request sent three times, every record written once more", seed);
    new RowRun(row)
        .run(
            (installation, llm) -> {
              List<OtlpTransport> transports =
                  List.of(
                      OtlpTransport.repeating(OtlpTransport.grpc(installation.grpcPort()), TIMES),
                      OtlpTransport.repeating(OtlpTransport.http(installation.httpPort()), TIMES));
              long now = System.currentTimeMillis();
              List<Load.Sent> sent;
              try (Load load = new Load(seed, now, TRACES_PER_SECOND, transports)) {
                load.start();
                Thread.sleep(LOAD);
                sent = load.stop();
              }
              RawRecords.writeAgain(installation.kafka(), TopicCatalog.OTLP_SPANS);
              RawRecords.writeAgain(installation.kafka(), TopicCatalog.OTLP_LOGS);
              new Settlement(installation, sent, row).reach();
              Items items = Items.of(installation.kafka());
              row.figure("spans and log records on the raw topics", items);
              assertThat(items.all()).as("injected").isEqualTo(2 * TIMES * items.distinct());
              dropped(installation, row, "duplicate_span", items.duplicates());
            });
  }

  @Tag("F14")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theOrderOfArrivalChangesNothing(long seed) throws Exception {
    Row row = new Row("F14", "every span and log record by itself, moved by up to 20 s", seed);
    new RowRun(row)
        .run(
            (installation, llm) -> {
              List<Load.Sent> sent =
                  new Shuffled(seed, System.currentTimeMillis(), TRACES_PER_SECOND / 2)
                      .send(installation, row);
              new Settlement(installation, sent, row, Comparison.Of.ALL_BUT_THE_JUDGE).reach();
            });
  }

  @Tag("F15")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsLateIsCountedByHowLate(long seed) throws Exception {
    Row row = new Row("F15", "spans 2, 12, 32 and 60 s after their trace was emitted", seed);
    new RowRun(row, LateSpans.ASSEMBLY)
        .run((installation, llm) -> new LateSpans(seed, installation, row).run());
  }

  @Tag("F16")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aWrongClockMovesNobodyElse(long seed) throws Exception {
    Row row = new Row("F16", "traces of 10 years ahead, 10 years ago, 1970, and backwards", seed);
    new RowRun(row).run((installation, llm) -> new WrongClocks(seed, installation, row).run());
  }

  @Tag("F17")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aTraceWithoutAnEndHoldsNobodyUp(long seed) throws Exception {
    Row row = new Row("F17", "one trace id with spans without end", seed);
    new RowRun(row).run((installation, llm) -> new EndlessTrace(seed, installation, row).run());
  }

  @Tag("F18")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsNoRecordIsPutAside(long seed) throws Exception {
    Row row = new Row("F18", "bytes on the raw topics that are no OTLP", seed);
    new RowRun(row).run((installation, llm) -> new PoisonBytes(seed, installation, row).run());
  }

  /** A counter must come to this, and stay there. */
  static void dropped(Installation installation, Row row, String reason, long expected) {
    Meters meters = new Meters(installation);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(meters.dropped(reason)).as(reason).isEqualTo(expected));
    row.figure("counted as " + reason, expected);
  }
}
