package dev.plumbline.scoring.plan;

import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.config.ConfigDirectory;
import java.util.List;

/** The sampling policy of a config directory, together with the judges and rubrics beside it. */
public final class PolicyFile {
  /** What decides whether it can be used. */
  public static final List<String> INPUTS =
      List.of(ConfigDirectory.SAMPLING, "judge.judges", ConfigDirectory.RUBRICS + "/");

  private PolicyFile() {}

  /**
   * Reads it.
   *
   * @throws dev.plumbline.runtime.config.ConfigException when it is wrong, or names a judge, a
   *     rubric or a criterion that the directory does not have
   */
  public static SamplingPolicy read(ConfigDirectory config) {
    String services = config.read(ConfigDirectory.FILE);
    List<String> rubrics = config.texts(ConfigDirectory.RUBRICS);
    return config.parse(
        ConfigDirectory.SAMPLING, text -> SamplingPolicy.parse(text, services, rubrics));
  }
}
