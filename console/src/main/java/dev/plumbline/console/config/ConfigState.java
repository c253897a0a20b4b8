package dev.plumbline.console.config;

import dev.plumbline.console.data.InEffect;
import dev.plumbline.console.data.InEffect.Known;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.runtime.config.SamplingFile;
import dev.plumbline.runtime.reload.ConfigPart;
import dev.plumbline.runtime.reload.ConfigWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compares the config directory, which the console mounts as the services do, with what the records
 * say is in effect. It reads the files by the code that the services read them by, so it refuses
 * what they refuse; of rubrics it reads the names alone.
 */
public final class ConfigState {
  private static final List<String> ALL = List.of("kafka", "ingest", "scoring", "judge", "console");

  private final ConfigDirectory atStart;
  private final ConfigWatch watch;
  private final InEffect inEffect;
  private final ConfigPart<SamplingPolicy> policy;
  private final ConfigPart<CheckSuite> checks;

  /**
   * A comparison.
   *
   * @param atStart the directory as the console was started with
   * @param inEffect what the records say
   */
  public ConfigState(ConfigDirectory atStart, ConfigWatch watch, InEffect inEffect) {
    this.atStart = atStart;
    this.watch = watch;
    this.inEffect = inEffect;
    this.policy =
        watch.shown(
            ConfigDirectory.SAMPLING,
            SamplingFile.INPUTS,
            read -> SamplingFile.read(read, SamplingPolicy::parse));
    this.checks = watch.shown(ConfigDirectory.CHECKS, CheckSuite::parse);
  }

  /** Each file now. */
  public List<FileState> files() {
    return List.of(
        hot(
            "sampling policy",
            policy,
            read -> read.staticPlan().getPolicyHash(),
            inEffect.policy()),
        hot("checks", checks, CheckSuite::version, inEffect.checks()),
        cold());
  }

  private <T> FileState hot(
      String what, ConfigPart<T> part, Function<T, String> hash, Optional<Known> known) {
    String file = part.status().name();
    String state;
    if (!part.status().accepted()) {
      boolean neverHere = part.value().isEmpty() && !watch.latest().files("hot").contains(file);
      state = neverHere ? "unknown" : "refused";
    } else {
      Optional<String> onDisk = part.value().map(hash);
      state = onDisk.equals(known.map(Known::hash)) ? "in_effect" : "waiting";
    }
    return new FileState(
        file,
        what,
        state,
        known.map(Known::hash).orElse(""),
        known.map(Known::sinceMillis).orElse(0L),
        known.map(Known::before).orElse(""),
        state.equals("refused") ? part.status().problems() : List.of());
  }

  /** What only a restart brings into effect; compared with the start of this console. */
  private FileState cold() {
    List<String> problems = new ArrayList<>(watch.parts().getFirst().problems());
    ConfigDirectory now = watch.latest();
    boolean onlyNew;
    try {
      now.requireReadable();
      List<String> changes = atStart.coldChanges(now, ALL);
      onlyNew = changes.containsAll(problems);
      changes.stream().filter(change -> !problems.contains(change)).forEach(problems::add);
    } catch (ConfigException e) {
      // The watch has told of it already.
      onlyNew = false;
    }
    String bad = onlyNew ? "restart" : "refused";
    return new FileState(
        ConfigDirectory.FILE,
        "settings",
        problems.isEmpty() ? "in_effect" : bad,
        "",
        0,
        "",
        List.copyOf(problems));
  }
}
