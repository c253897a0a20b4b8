package dev.plumbline.bench.slices;

import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.WindowedSerdes;
import org.apache.kafka.streams.state.Stores;

/**
 * The windows as one would write them with the DSL: scores are grouped by the same six slices,
 * windowed by the answer's end and aggregated, with Kafka Streams' own defaults, exactly once.
 */
final class DslMain {
  /** Where its windows go. */
  static final String OUT = "bench.dsl-windows";

  /** Its application, which names its internal topics. */
  static final String APPLICATION = "bench-dsl";

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofHours(24);

  private DslMain() {}

  /**
   * Aggregates until it is stopped.
   *
   * @param arguments brokers, state directory, scores after which it is warm, scores in all; it
   *     prints a line when it has seen as many
   */
  public static void main(String[] arguments) throws InterruptedException {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, arguments[1]);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    long warm = Long.parseLong(arguments[2]);
    long all = Long.parseLong(arguments[3]);
    AtomicLong seen = new AtomicLong();
    try (KafkaStreams streams = new KafkaStreams(topology(seen, warm, all), settings)) {
      Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
      streams.start();
      new CountDownLatch(1).await();
    }
  }

  private static Topology topology(AtomicLong seen, long warm, long all) {
    StreamsBuilder builder = new StreamsBuilder();
    ProtoSerde<SliWindow> sums = ProtoSerde.of(SliWindow.getDefaultInstance());
    builder.stream(
            "plumbline.scores.v1",
            Consumed.with(Serdes.String(), ProtoSerde.of(Score.getDefaultInstance()))
                .withTimestampExtractor(
                    (record, time) -> ((Score) record.value()).getEndUnixMillis()))
        .peek(
            (key, score) -> {
              long count = seen.incrementAndGet();
              if (count == warm || count == all) {
                System.out.println(count);
              }
            })
        .filter((key, score) -> score.getOutcome() != Outcome.NOT_APPLICABLE)
        .flatMap((key, score) -> bySlice(score))
        .groupByKey(Grouped.with("by-slice", Serdes.String(), sums))
        .windowedBy(TimeWindows.ofSizeAndGrace(MINUTE, GRACE))
        .aggregate(
            SliWindow::getDefaultInstance,
            (key, score, sum) -> {
              SliWindow.Builder next = sum.toBuilder();
              WindowSums.addInto(next, score);
              return next.build();
            },
            Materialized.<String, SliWindow>as(
                    Stores.persistentWindowStore("dsl-windows", GRACE.plus(MINUTE), MINUTE, false))
                .withKeySerde(Serdes.String())
                .withValueSerde(sums))
        .toStream()
        .to(
            OUT,
            Produced.with(
                WindowedSerdes.timeWindowedSerdeFrom(String.class, MINUTE.toMillis()), sums));
    return builder.build();
  }

  private static List<KeyValue<String, SliWindow>> bySlice(Score score) {
    Slice slice = score.getSlice();
    SliWindow one = one(score);
    List<KeyValue<String, SliWindow>> all = new ArrayList<>();
    for (String part :
        List.of(
            "",
            "s=" + slice.getService(),
            "r=" + slice.getRoute(),
            "m=" + slice.getModel(),
            "v=" + slice.getPromptVersion(),
            slice.getService()
                + "|"
                + slice.getRoute()
                + "|"
                + slice.getModel()
                + "|"
                + slice.getPromptVersion())) {
      all.add(KeyValue.pair(part + "|" + score.getEvaluator().getId(), one));
    }
    return all;
  }

  private static SliWindow one(Score score) {
    boolean pass = score.getOutcome() == Outcome.PASS;
    boolean scored = pass || score.getOutcome() == Outcome.FAIL;
    return SliWindow.newBuilder()
        .addStrata(
            StratumSums.newBuilder()
                .setEligible(scored ? 1 : 0)
                .setU(scored ? 1 : 0)
                .setU2(scored ? 1 : 0)
                .setScored(scored ? 1 : 0)
                .setPassed(pass ? 1 : 0)
                .setPassedU(pass ? 1 : 0))
        .build();
  }
}
