package dev.plumbline.runtime.reload;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A service's way to its config directory: cold sections, which are read at the start only, and hot
 * parts, which are read again when they change. Every 2 s the directory is read and compared by
 * content; a change is acted on when a second look, half a second later, finds the same.
 *
 * <p>Wrong content changes nothing but the counters, the log and {@code /configz}: the last good
 * value of every part stays. A changed cold key is wrong content too, and is named.
 */
public final class ConfigWatch implements Component {
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration SETTLE = Duration.ofMillis(500);

  private final ConfigMetrics metrics;
  private final InstantSource clock;
  private final RepeatedFailureLog failures;
  private final Map<String, Class<? extends Record>> sections = new LinkedHashMap<>();
  private final Set<String> compared = new TreeSet<>();
  private final List<ConfigPart<?>> watched = new CopyOnWriteArrayList<>();
  private final ConfigPart<ConfigDirectory> cold;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile ConfigDirectory latest;
  private volatile ConfigDirectory atStart;
  private ConfigDirectory seen;
  private @Nullable Thread thread;

  /**
   * A watch that is not started yet.
   *
   * @param config the directory as it was read for the start
   * @param clock tells when things happened, not how often to look
   */
  public ConfigWatch(ConfigDirectory config, MeterRegistry registry, InstantSource clock) {
    this.atStart = config;
    this.latest = config;
    this.seen = config;
    this.metrics = new ConfigMetrics(registry, clock);
    this.clock = clock;
    this.failures =
        new RepeatedFailureLog(
            LoggerFactory.getLogger(ConfigWatch.class),
            "the config directory could not be looked at; it is tried again",
            clock);
    this.cold =
        part(
            ConfigDirectory.FILE, List.of(ConfigDirectory.FILE), this::withColdKeysUnchanged, true);
    cold.start(config);
    metrics.watch(cold);
  }

  /**
   * A section that is read now and not again.
   *
   * @throws ConfigException naming every problem of the section
   */
  public <T extends Record> T cold(String section, Class<T> type) {
    sections.put(section, type);
    compared.add(section);
    return atStart.bind(section, type);
  }

  /** A section that was not there at the start: a service that would run with it does not. */
  public void absent(String section) {
    compared.add(section);
  }

  /**
   * The value of a file that is read again when it changes.
   *
   * @param file relative path
   * @param parser refuses a text with an IllegalArgumentException: one problem per line
   * @return the last good value at each call
   * @throws ConfigException when the file cannot be used now
   */
  public <T> Supplier<T> hot(String file, Function<String, T> parser) {
    return hot(file, List.of(file), config -> config.parse(file, parser));
  }

  /**
   * A value of several inputs, read again when one of them changes. All of them are read as they
   * stood at one moment.
   *
   * @param name what they make together
   * @param inputs files, folders that end with {@code /}, dotted keys of {@code plumbline.yaml}
   * @param reader throws a ConfigException when the directory cannot be used
   * @return the last good value at each call
   * @throws ConfigException when it cannot be used now
   */
  public <T> Supplier<T> hot(
      String name, List<String> inputs, Function<ConfigDirectory, T> reader) {
    ConfigPart<T> part = part(name, inputs, reader, true);
    part.start(atStart);
    metrics.watch(part);
    return () -> part.value().orElseThrow();
  }

  /**
   * A value of the files of a folder that is mounted elsewhere, such as a Secret, read again when
   * one of them changes. Its texts are shown nowhere.
   *
   * @param name what they make together
   * @param folder relative to the config directory, or absolute; read from now on
   * @param parser gets texts by file name; refuses them with an IllegalArgumentException: one
   *     problem per line, without secrets
   * @return the last good value at each call
   * @throws ConfigException when the folder cannot be used now
   */
  public <T> Supplier<T> hotFolder(
      String name, Path folder, Function<Map<String, String>, T> parser) {
    atStart = atStart.including(folder);
    latest = atStart;
    seen = atStart;
    String input = atStart.path().resolve(folder) + "/";
    return hot(name, List.of(input), config -> config.parseFolder(folder, parser));
  }

  /**
   * A file that another service acts on, which also counts and logs: its value and its problems are
   * for showing only.
   */
  public <T> ConfigPart<T> shown(String file, Function<String, T> parser) {
    return shown(file, List.of(file), config -> config.parse(file, parser));
  }

  /** The same for what is made of several inputs, as in {@link #hot(String, List, Function)}. */
  public <T> ConfigPart<T> shown(
      String name, List<String> inputs, Function<ConfigDirectory, T> reader) {
    ConfigPart<T> part = part(name, inputs, reader, false);
    part.offer(atStart);
    return part;
  }

  /** The directory as the last look found it. Its {@code plumbline.yaml} may be broken. */
  public ConfigDirectory latest() {
    return latest;
  }

  /**
   * Looks at the directory once. The thread does this by itself.
   *
   * @return whether two looks in a row found the same; only then is a change acted on
   */
  public boolean look() {
    ConfigDirectory now = seen.reread();
    boolean settled = now == seen;
    seen = now;
    if (settled) {
      latest = now;
      watched.forEach(part -> part.offer(now));
    }
    return settled;
  }

  /** What became of each part, {@code plumbline.yaml} first. */
  public List<PartStatus> parts() {
    return watched.stream().map(ConfigPart::status).toList();
  }

  /** The text of {@code /configz}: the config in effect, secrets masked, and what became of it. */
  public String configz() {
    return Configz.text(cold.value().orElse(atStart), parts());
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().name("config-watch").daemon().start(this::run);
  }

  /** Always up: a refused config is told, and the service works on with the last good one. */
  @Override
  public Health check() {
    return Health.up();
  }

  @Override
  public void close() {
    stop.countDown();
    Thread running = thread;
    if (running != null) {
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    try {
      Duration wait = EVERY;
      while (!stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        wait = lookAgainAfter();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration lookAgainAfter() {
    try {
      return look() ? EVERY : SETTLE;
    } catch (RuntimeException e) {
      // Nobody else could take up the next change; the age of the last success tells meanwhile.
      failures.failed(e.getClass().getSimpleName(), e);
      return EVERY;
    }
  }

  private <T> ConfigPart<T> part(
      String name, List<String> inputs, Function<ConfigDirectory, T> reader, boolean told) {
    ConfigPart<T> part = new ConfigPart<>(name, inputs, reader, told, metrics, clock);
    watched.add(part);
    return part;
  }

  /** The same directory, when a restart with it would change nothing that is cold here. */
  private ConfigDirectory withColdKeysUnchanged(ConfigDirectory now) {
    now.requireReadable();
    List<String> problems = new ArrayList<>();
    sections.forEach(
        (section, type) -> {
          try {
            var _ = now.bind(section, type);
          } catch (ConfigException e) {
            problems.addAll(e.problems());
          }
        });
    problems.addAll(atStart.coldChanges(now, compared));
    if (!problems.isEmpty()) {
      throw new ConfigException(ConfigDirectory.FILE, problems);
    }
    return now;
  }
}
