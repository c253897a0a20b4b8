package dev.plumbline.runtime.reload;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of the config directory with the last good value that it had. A reader sees one whole
 * value; a new one takes its place when it was read without a problem, and only then.
 */
public final class ConfigPart<T> {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConfigPart.class);

  private final List<String> inputs;
  private final Function<ConfigDirectory, T> reader;
  private final boolean told;
  private final ConfigMetrics metrics;
  private final InstantSource clock;
  private volatile @Nullable T value;
  private volatile PartStatus status;

  /**
   * A part without a value.
   *
   * @param inputs what it is read from: a change of anything else does not concern it
   * @param reader makes the value, or throws a ConfigException
   * @param told whether meters and log tell of it
   */
  ConfigPart(
      String name,
      List<String> inputs,
      Function<ConfigDirectory, T> reader,
      boolean told,
      ConfigMetrics metrics,
      InstantSource clock) {
    this.inputs = List.copyOf(inputs);
    this.reader = reader;
    this.told = told;
    this.metrics = metrics;
    this.clock = clock;
    Instant now = clock.instant();
    this.status = new PartStatus(name, "", now, now, false, null);
  }

  /** The last good value; empty when there never was one. */
  public Optional<T> value() {
    return Optional.ofNullable(value);
  }

  /** What became of the last change. */
  public PartStatus status() {
    return status;
  }

  /**
   * Reads the first value.
   *
   * @throws ConfigException when it cannot be used
   */
  void start(ConfigDirectory config) {
    accept(reader.apply(config), config.hash(inputs));
  }

  /** Takes what the directory holds now, if it changed and is good. */
  void offer(ConfigDirectory config) {
    String hash = config.hash(inputs);
    PartStatus last = status;
    if (!last.hash().isEmpty() && last.hash().equals(hash)) {
      status =
          new PartStatus(last.name(), hash, last.since(), clock.instant(), true, last.refusal());
      if (!last.accepted()) {
        changed();
      }
      return;
    }
    T read;
    try {
      read = reader.apply(config);
    } catch (ConfigException e) {
      refuse(hash, e.problems());
      return;
    } catch (RuntimeException e) {
      // A reader's bug must not end the watch, which is all that can take up the next change.
      LOGGER.atError().addKeyValue("file", last.name()).setCause(e).log("config reader broke");
      refuse(hash, List.of("the reader broke: " + e.getClass().getSimpleName()));
      return;
    }
    accept(read, hash);
    changed();
  }

  private void accept(T read, String hash) {
    Instant now = clock.instant();
    value = read;
    status = new PartStatus(status.name(), hash, now, now, true, status.refusal());
  }

  private void refuse(String hash, List<String> problems) {
    PartStatus last = status;
    PartStatus.Refusal refusal = last.refusal();
    boolean known =
        !last.accepted()
            && refusal != null
            && refusal.hash().equals(hash)
            && refusal.problems().equals(problems);
    if (!known) {
      status =
          new PartStatus(
              last.name(),
              last.hash(),
              last.since(),
              last.confirmed(),
              false,
              new PartStatus.Refusal(hash, clock.instant(), List.copyOf(problems)));
      changed();
    }
  }

  private void changed() {
    PartStatus now = status;
    if (!told) {
      return;
    }
    String service = metrics.changed(now);
    if (now.accepted()) {
      LOGGER
          .atInfo()
          .addKeyValue("service", service)
          .addKeyValue("file", now.name())
          .addKeyValue("hash", now.shortHash())
          .log("config is in effect as it stands on disk");
    } else {
      LOGGER
          .atWarn()
          .addKeyValue("service", service)
          .addKeyValue("file", now.name())
          .addKeyValue("problems", String.join("; ", now.problems()))
          .log("config on disk is refused, the last good one stays in effect");
    }
  }
}
