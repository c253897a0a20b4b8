package dev.plumbline.standalone.demo;

import dev.plumbline.evaluation.estimate.VersionComparison;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.v1.OfflineResult;
import dev.plumbline.v1.SliWindow;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The story of the new prompt: what the offline suite says, the shipping, and what comes of it. */
final class Rollout {
  private static final double WATCHED_SECONDS = 60;

  /** A busy machine scores late: it gets more time, until so many answers speak for a verdict. */
  private static final long WATCHED_ANSWERS = 1_500;

  private static final double GIVE_UP_AFTER = 300;

  /** The suite is run so many traces before the shipping. */
  private static final long SUITE_AHEAD = 120;

  private final KafkaConfig kafka;
  private final TraceFactory factory;
  private final Traffic traffic;
  private final TopicTail<SliWindow> windows;
  private final Steps steps;
  private final InstantSource clock;
  private final DemoReport report;
  private final RegressionWatch watch = new RegressionWatch(Traffic.BEFORE, Traffic.AFTER);
  private boolean suiteRun;
  private double shippedAt;

  Rollout(
      KafkaConfig kafka,
      TraceFactory factory,
      Traffic traffic,
      TopicTail<SliWindow> windows,
      Steps steps,
      InstantSource clock,
      DemoReport report) {
    this.kafka = kafka;
    this.factory = factory;
    this.traffic = traffic;
    this.windows = windows;
    this.steps = steps;
    this.clock = clock;
    this.report = report;
  }

  /** Tells each step as it happens, until a route got worse, the time is up or a stop is wanted. */
  Optional<RegressionWatch.Caught> watch(BooleanSupplier stopRequested) {
    double begun = steps.seconds();
    while (!stopRequested.getAsBoolean() && !watchedEnough(steps.seconds() - begun)) {
      look();
      tell();
      Optional<RegressionWatch.Caught> caught = watch.caught();
      if (caught.isPresent()) {
        double after = steps.seconds() - shippedAt;
        steps.done(line(caught.get(), after));
        report.put("caughtSeconds", steps.seconds());
        report.put("secondsSinceRollout", after);
        return caught;
      }
    }
    if (!stopRequested.getAsBoolean()) {
      steps.done("nothing got worse in " + watch.scored() + " answers with prompt v7");
    }
    return Optional.empty();
  }

  private boolean watchedEnough(double seconds) {
    return seconds >= GIVE_UP_AFTER
        || seconds >= WATCHED_SECONDS && watch.scored() >= WATCHED_ANSWERS;
  }

  /** Takes the windows that were published since. */
  void look() {
    boolean first = watch.empty();
    windows.poll(watch::take, watch::withdrawn);
    if (first && !watch.empty()) {
      steps.done("first answers scored and on the page");
      report.put("firstPictureSeconds", steps.seconds());
    }
  }

  private void tell() {
    if (!suiteRun && traffic.generated() >= Traffic.SHIP_AT - SUITE_AHEAD) {
      suiteRun = true;
      List<OfflineResult> after = OfflineSuite.run(factory, Traffic.AFTER, clock.millis());
      OfflineResults.publish(kafka, after);
      double before = rate(OfflineSuite.run(factory, Traffic.BEFORE, clock.millis()));
      steps.done(
          String.format(
              Locale.ROOT,
              "the offline suite likes prompt v7: grounding %.1f %%, v6 had %.1f %%",
              100 * rate(after),
              100 * before));
      report.put("offlineBefore", before);
      report.put("offlineAfter", rate(after));
    }
    if (shippedAt == 0 && traffic.generated() > Traffic.SHIP_AT) {
      shippedAt = steps.seconds();
      steps.done("prompt v7 ships to half of the traffic");
      report.put("shippedSeconds", shippedAt);
    }
  }

  private static double rate(List<OfflineResult> results) {
    return results.stream()
        .filter(r -> r.getMetric().equals(RegressionWatch.METRIC) && !r.getSlice().hasRoute())
        .mapToDouble(OfflineResult::getRate)
        .findFirst()
        .orElse(0);
  }

  private static String line(RegressionWatch.Caught caught, double seconds) {
    VersionComparison c = caught.comparison();
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
