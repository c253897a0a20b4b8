package dev.plumbline.runtime.reload;

import dev.plumbline.runtime.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** What became of the parts of a config directory, as meters with the tag {@code file}. */
final class ConfigMetrics {
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final MultiGauge hashes;
  private final List<ConfigPart<?>> parts = new CopyOnWriteArrayList<>();

  ConfigMetrics(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.hashes =
        MultiGauge.builder("plumbline.config.info")
            .description("Hash of what is in effect")
            .register(registry);
  }

  /** Shows a part from now on. */
  void watch(ConfigPart<?> part) {
    String name = part.status().name();
    parts.add(part);
    Gauge.builder("plumbline.config.accepted", part, p -> p.status().accepted() ? 1 : 0)
        .description("1 when what stands on disk is in effect, 0 when it is refused")
        .tag("file", name)
        .strongReference(true)
        .register(registry);
    TimeGauge.builder("plumbline.config.success.age", part, TimeUnit.MILLISECONDS, this::ageMillis)
        .description("Time since what stands on disk was last seen to be in effect")
        .tag("file", name)
        .strongReference(true)
        .register(registry);
    for (String outcome : List.of("accepted", "refused")) {
      var _ = reloads(name, outcome);
    }
    showHashes();
  }

  /**
   * A part has another outcome than before.
   *
   * @return the service whose part it is
   */
  String changed(PartStatus status) {
    String outcome = status.accepted() ? "accepted" : "refused";
    Counter reloads = reloads(status.name(), outcome);
    reloads.increment();
    showHashes();
    return Metrics.service(reloads);
  }

  private Counter reloads(String file, String outcome) {
    return Counter.builder("plumbline.config.reload")
        .description("Changes of the file on disk, by what became of them")
        .tags("file", file, "outcome", outcome)
        .register(registry);
  }

  private double ageMillis(ConfigPart<?> part) {
    return Duration.between(part.status().confirmed(), clock.instant()).toMillis();
  }

  private void showHashes() {
    hashes.register(
        parts.stream()
            .map(ConfigPart::status)
            .filter(status -> !status.hash().isEmpty())
            .map(
                status ->
                    MultiGauge.Row.of(
                        Tags.of("file", status.name(), "hash", status.shortHash()), 1))
            .toList(),
        true);
  }
}
