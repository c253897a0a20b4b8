package dev.plumbline.standalone.demo;

import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.OtlpSender;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.SliWindow;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The demo scenario: healthy traffic, a new prompt, and what Plumbline says about it. */
public final class Demo {
  /** The scenario went as it should. */
  public static final int OK = 0;

  /** A count does not balance. */
  public static final int UNBALANCED = 1;

  /** The regression was not caught, or something was caught that is none. */
  public static final int WRONG_VERDICT = 10;

  private static final Duration START_BEHIND = Duration.ofHours(20);

  /** After so many seconds without a new record on any topic, nothing more is expected. */
  private static final double QUIET_SECONDS = 60;

  private static final double DRAIN_AT_MOST = 600;

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
      TraceFactory factory = new TraceFactory(options.seed(), new Behaviour(options.harmless()));
      OfflineResults.publish(
          services.kafka(), OfflineSuite.run(factory, Traffic.BEFORE, clock.millis()));
      Traffic traffic = new Traffic(factory, sender, clock, START_BEHIND);
      Thread thread = Thread.ofPlatform().name("traffic").start(traffic);
      Reviewers reviewers = new Reviewers(services.kafka(), traffic, clock);
      Thread people = Thread.ofPlatform().name("reviewers").start(reviewers);
      steps.done(
          "traffic flows over OTLP: 2 services, 2 models, 3 routes, prompt v6; page at"
              + " http://127.0.0.1:"
              + services.consolePort());
      DemoReport report = new DemoReport();
      Rollout rollout =
          new Rollout(services.kafka(), factory, traffic, windows, steps, clock, report);
      Optional<RegressionWatch.Caught> caught = rollout.watch(stopRequested);
      if (!options.headless() && !stopRequested.getAsBoolean()) {
        keepRunning(services, rollout);
      }
      reviewers.stop();
      traffic.stop();
      thread.join();
      people.join();
      return options.headless()
          ? finish(options, services, steps, traffic.sent(), caught, report)
          : OK;
    }
  }

  private void keepRunning(DemoServices services, Rollout rollout) {
    out.printf(
        """

          Page      http://127.0.0.1:%d   (simulated traffic, judge and reviewers)
          Broker    %s   its scores: ./plumbline tail scores --bootstrap %s
          Next      OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:%d   send your own application's traces here
                    ./plumbline demo --scenario none                   a harmless v7: nothing is caught
                    ./plumbline run ingest --config DIR                run the parts on their own
          Ctrl-C ends the demo.
        """,
        services.consolePort(),
        services.kafka().bootstrapServers(),
        services.kafka().bootstrapServers(),
        services.httpPort());
    while (!stopRequested.getAsBoolean()) {
      rollout.look();
    }
  }

  private int finish(
      DemoOptions options,
      DemoServices services,
      Steps steps,
      Traffic.Sent sent,
      Optional<RegressionWatch.Caught> caught,
      DemoReport report) {
    List<String> problems;
    try (Books books = new Books(services.kafka())) {
      double begun = steps.seconds();
      double lastRead = begun;
      do {
        if (books.read() > 0) {
          lastRead = steps.seconds();
        }
        problems = Balance.problems(sent, books);
      } while (!problems.isEmpty()
          && steps.seconds() - lastRead < QUIET_SECONDS
          && steps.seconds() - begun < DRAIN_AT_MOST);
      report.put("seed", options.seed());
      report.put("scenario", options.harmless() ? "none" : "regression");
      report.put("sent", sent);
      report.put("spans", books.spans());
      report.put("interactions", books.interactions());
      report.put("scores", books.scores());
      report.put("decisions", books.decisions());
      report.put("judged", books.asked());
      report.put("verdicts", books.verdicts());
      report.put("windows", DemoReport.windows(Balance.totals(books, true)));
      report.put("rates", RateRow.of(books.windows().values()));
      report.put("caught", caught.orElse(null));
      report.put("problems", problems);
      report.put("peakMemoryMib", DemoReport.peakMemoryMib());
      report.put("seconds", steps.seconds());
    }
    options.report().ifPresent(report::write);
    steps.done(
        problems.isEmpty()
            ? "every count balances over " + sent.acknowledged() + " answers"
            : "counts do not balance: " + String.join("; ", problems));
    if (!problems.isEmpty()) {
      return UNBALANCED;
    }
    return caught.isPresent() == options.harmless() ? WRONG_VERDICT : OK;
  }
}
