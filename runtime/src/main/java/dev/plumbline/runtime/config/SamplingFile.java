package dev.plumbline.runtime.config;

import java.util.List;

/** The sampling policy of a config directory, together with the judges and rubrics beside it. */
public final class SamplingFile {
  /** What decides whether it can be used. */
  public static final List<String> INPUTS =
      List.of(ConfigDirectory.SAMPLING, "judge.judges", ConfigDirectory.RUBRICS + "/");

  private SamplingFile() {}

  /** Makes a policy of its text. */
  public interface Parser<T> {
    /**
     * Reads a policy.
     *
     * @param services text of the services' file, which names the judges
     * @param rubrics texts of the rubrics
     */
    T parse(String text, String services, List<String> rubrics);
  }

  /**
   * Reads it.
   *
   * @throws ConfigException when it is wrong, or names a judge, a rubric or a criterion that the
   *     directory does not have
   */
  public static <T> T read(ConfigDirectory config, Parser<T> parser) {
    String services = config.read(ConfigDirectory.FILE);
    List<String> rubrics = config.texts(ConfigDirectory.RUBRICS);
    return config.parse(ConfigDirectory.SAMPLING, text -> parser.parse(text, services, rubrics));
  }
}
