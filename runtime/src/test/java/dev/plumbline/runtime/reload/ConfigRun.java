package dev.plumbline.runtime.reload;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.fixtures.ConfigFiles;
import dev.plumbline.runtime.metrics.Metrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service that reads its config directory through a watch, at times that the test says. */
final class ConfigRun {
  static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

  final Path dir;
  final PrometheusMeterRegistry registry = Metrics.create("scoring-streams");
  final ConfigWatch watch;
  private Instant now = START;

  /** A section of {@code plumbline.yaml}. */
  record Section(
      @Nullable Integer threads,
      @Nullable String name,
      @Nullable Duration idle,
      @Nullable Map<String, String> properties,
      @Nullable List<Judge> judges) {}

  /** An entry of a list of the section. */
  record Judge(@Nullable String id, @Nullable String model) {}

  /** Starts on what stands in the directory. */
  ConfigRun(Path dir) {
    this.dir = dir;
    watch = new ConfigWatch(ConfigDirectory.open(dir, Map.of()), registry, () -> now);
  }

  /** Somebody writes a file in place. */
  ConfigRun write(String file, String text) {
    var _ = ConfigFiles.write(dir, file, text);
    return this;
  }

  /** So much time passes, and the directory is looked at twice, as the thread does it. */
  ConfigRun after(Duration time) {
    now = now.plus(time);
    if (!watch.look()) {
      watch.look();
    }
    return this;
  }

  /** Two seconds pass. */
  ConfigRun looked() {
    return after(Duration.ofSeconds(2));
  }

  /** The value of a meter; NaN when there is none. */
  double meter(String name, String... tags) {
    return registry.find(name).tags(tags).meters().stream()
        .mapToDouble(meter -> meter.measure().iterator().next().getValue())
        .findFirst()
        .orElse(Double.NaN);
  }

  double reloads(String file, String outcome) {
    return meter("plumbline.config.reload", "file", file, "outcome", outcome);
  }

  double accepted(String file) {
    return meter("plumbline.config.accepted", "file", file);
  }

  /** A rate written as {@code rate: 0.5}; refuses everything else. */
  static double rate(String text) {
    if (!text.matches("rate: [01]\\.[0-9]+\n")) {
      throw new IllegalArgumentException(
          "line 1  rate: found another text\n  line 2  expected one");
    }
    return Double.parseDouble(text.substring("rate: ".length()).strip());
  }
}
