package dev.plumbline.runtime.reload;

import dev.plumbline.runtime.config.ConfigDirectory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The page {@code /configz}: two YAML documents, the config and what became of each part. */
final class Configz {
  private Configz() {}

  static String text(ConfigDirectory inEffect, List<PartStatus> parts) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    return "# "
        + ConfigDirectory.FILE
        + " as it is in effect, secrets masked\n"
        + inEffect.redactedYaml()
        + "---\n# the files of "
        + inEffect.path()
        + "\n"
        + new Yaml(options).dump(Map.of("files", parts.stream().map(Configz::entry).toList()));
  }

  private static Map<String, Object> entry(PartStatus part) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("file", part.name());
    entry.put("accepted", part.accepted());
    entry.put("hash", part.hash());
    entry.put("since", time(part.since()));
    entry.put("lastSuccess", time(part.confirmed()));
    PartStatus.Refusal refusal = part.refusal();
    if (refusal != null) {
      Map<String, Object> last = new LinkedHashMap<>();
      last.put("at", time(refusal.at()));
      last.put("hash", refusal.hash());
      last.put("problems", refusal.problems());
      entry.put("lastError", last);
    }
    return entry;
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
