package dev.plumbline.standalone.demo;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.OtlpSender;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.OfflineResult;
import dev.plumbline.v1.SliWindow;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The demo scenario: healthy traffic, a new prompt, and what Plumbline says about it. */
public final class Demo {
  /** The scenario went as it should. */
  public static final int OK = 0;

  /** A count does not balance. */
  public static final int UNBALANCED = 1;

  /** The regression was not caught, or something was caught that is none. */
  public static final int WRONG_VERDICT = 10;

  private static final double SHIP_AFTER = 12;
  private static final double GIVE_UP_AFTER = 60;
  private static final double DRAIN_AT_MOST = 60;

  private final PrintStream out;
  private final InstantSource clock;
  private final BooleanSupplier stopRequested;

  /**
   * A demo.
   *
   * @param out one line per step
   * @param stopRequested ends an interactive run
   */
  public Demo(PrintStream out, InstantSource clock, BooleanSupplier stopRequested) {
    this.out = out;
    this.clock = clock;
    this.stopRequested = stopRequested;
  }

  /** Runs the scenario and returns the exit code. */
  public int run(DemoOptions options) throws InterruptedException {
    Steps steps = new Steps(out, clock);
    try (DemoServices services = new DemoServices(options, steps);
        OtlpSender sender = new OtlpSender(services.grpcPort(), services.httpPort());
        TopicTail<SliWindow> windows =
            new TopicTail<>(
                services.kafka(), TopicCatalog.SLI_WINDOWS, SliWindow.getDefaultInstance())) {
      Behaviour behaviour = new Behaviour(options.harmless());
      publish(
          services.kafka(),
          OfflineSuite.run(new TraceFactory(options.seed() + 1, behaviour), "v6", clock.millis()));
      Traffic traffic = new Traffic(new TraceFactory(options.seed(), behaviour), sender, clock);
      Thread thread = Thread.ofPlatform().name("traffic").start(traffic);
      steps.done(
          "traffic flows over OTLP: 2 models, 3 routes, prompt v6; page at http://127.0.0.1:"
              + services.consolePort());
      DemoReport report = new DemoReport();
      RegressionWatch watch = new RegressionWatch("v6", "v7");
      Optional<RegressionWatch.Caught> caught =
          watch(options, services, steps, traffic, windows, watch, report);
      if (!options.headless()) {
        keepRunning(services, windows, watch);
      }
      traffic.stop();
      thread.join();
      return options.headless()
          ? finish(options, services, steps, traffic, caught, windows, watch, report)
          : OK;
    }
  }

  private Optional<RegressionWatch.Caught> watch(
      DemoOptions options,
      DemoServices services,
      Steps steps,
      Traffic traffic,
      TopicTail<SliWindow> windows,
      RegressionWatch watch,
      DemoReport report) {
    double begun = steps.seconds();
    double shipped = 0;
    Optional<RegressionWatch.Caught> caught = Optional.empty();
    while (!stopRequested.getAsBoolean()
        && caught.isEmpty()
        && steps.seconds() - begun < GIVE_UP_AFTER) {
      boolean empty = watch.empty();
      windows.poll(watch::take);
      if (empty && !watch.empty()) {
        steps.done("first answers scored and on the page");
        report.put("firstPictureSeconds", steps.seconds());
      }
      if (shipped == 0 && steps.seconds() - begun > SHIP_AFTER) {
        List<OfflineResult> offline =
            OfflineSuite.run(
                new TraceFactory(options.seed() + 2, new Behaviour(options.harmless())),
                "v7",
                clock.millis());
        publish(services.kafka(), offline);
        traffic.ship("v7");
        shipped = steps.seconds();
        steps.done("prompt v7 ships; the offline suite says " + offlineLine(offline));
      }
      caught = watch.caught();
    }
    if (caught.isPresent()) {
      double after = steps.seconds() - shipped;
      steps.done(line(caught.get(), after));
      report.put("caughtSeconds", steps.seconds());
      report.put("secondsSinceRollout", after);
    } else {
      steps.done("nothing got worse");
    }
    return caught;
  }

  private void keepRunning(
      DemoServices services, TopicTail<SliWindow> windows, RegressionWatch watch)
      throws InterruptedException {
    out.printf(
        """

          Page      http://127.0.0.1:%d   (simulated traffic and judge)
          Next      OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:%d   send your own application's traces here
                    ./plumbline demo --scenario none                   a harmless v7: nothing is caught
                    ./plumbline run ingest --config DIR                run the parts on their own
          Ctrl-C ends the demo.
        """,
        services.consolePort(), services.httpPort());
    while (!stopRequested.getAsBoolean()) {
      windows.poll(watch::take);
    }
  }

  private int finish(
      DemoOptions options,
      DemoServices services,
      Steps steps,
      Traffic traffic,
      Optional<RegressionWatch.Caught> caught,
      TopicTail<SliWindow> windows,
      RegressionWatch watch,
      DemoReport report) {
    long acknowledged = traffic.acknowledged().size();
    List<String> problems;
    try (Balance balance = new Balance(services.kafka())) {
      double begun = steps.seconds();
      do {
        balance.read();
        problems = balance.problems(acknowledged);
      } while (!problems.isEmpty() && steps.seconds() - begun < DRAIN_AT_MOST);
      windows.poll(watch::take);
      report.put("seed", options.seed());
      report.put("scenario", options.harmless() ? "none" : "regression");
      report.put("sent", traffic.sent());
      report.put("acknowledged", acknowledged);
      report.put("thumbs", traffic.thumbsSent());
      report.put("interactions", balance.interactionCount());
      report.put("scores", balance.scoreCounts());
      report.put("decisions", balance.decisionCounts());
      report.put("verdicts", balance.verdictCounts());
      report.put("estimates", watch.all());
      report.put("caught", caught.orElse(null));
      report.put("problems", problems);
      report.put("peakMemoryMib", DemoReport.peakMemoryMib());
      report.put("seconds", steps.seconds());
    }
    options.report().ifPresent(report::write);
    steps.done(
        problems.isEmpty()
            ? "every count balances over " + acknowledged + " answers"
            : "counts do not balance: " + String.join("; ", problems));
    if (!problems.isEmpty()) {
      return UNBALANCED;
    }
    return caught.isPresent() == options.harmless() ? WRONG_VERDICT : OK;
  }

  private static void publish(KafkaConfig kafka, List<OfflineResult> results) {
    try (KafkaProducer<String, OfflineResult> producer =
        new KafkaProducer<>(
            new KafkaSettings(kafka).producer("plumbline-offline"),
            new StringSerializer(),
            ProtoSerde.of(OfflineResult.getDefaultInstance()).serializer())) {
      for (OfflineResult result : results) {
        String key =
            result.getSuite()
                + "|"
                + result.getMetric()
                + "|"
                + result.getSlice().getPromptVersion();
        var _ =
            producer.send(
                new ProducerRecord<>(
                    TopicCatalog.OFFLINE_RESULTS.name(kafka.topicPrefix()), key, result));
      }
      producer.flush();
    }
  }

  private static String offlineLine(List<OfflineResult> results) {
    return results.stream()
        .filter(r -> r.getMetric().equals(RegressionWatch.METRIC))
        .map(
            r ->
                String.format(
                    Locale.ROOT, "grounding %.1f %% of %d rows", 100 * r.getRate(), r.getN()))
        .findFirst()
        .orElse("nothing");
  }

  private static String line(RegressionWatch.Caught caught, double seconds) {
    var c = caught.comparison();
    return String.format(
        Locale.ROOT,
        "CAUGHT %.0f s after rollout: grounding on route %s, v6 %.3f (n=%d) -> v7 %.3f (n=%d), difference %.3f [%.3f, %.3f]",
        seconds,
        caught.route(),
        c.before(),
        c.nBefore(),
        c.after(),
        c.nAfter(),
        c.difference(),
        c.interval().low(),
        c.interval().high());
  }
}
