package dev.plumbline.standalone.simulate;

import dev.plumbline.evaluation.simulation.Findings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The page on what the intervals hold, written from findings. */
public final class ReferencePage {
  private ReferencePage() {}

  /** Writes the page. */
  public static void write(Path file, List<Findings> findings, long seed) throws IOException {
    try (InputStream template =
        Objects.requireNonNull(ReferencePage.class.getResourceAsStream("/simulate/estimates.md"))) {
      String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          file,
          text.replace("{replicates}", "" + findings.getFirst().replicates())
              .replace("{seed}", "" + seed)
              .replace("{table}", FindingsText.table(findings))
              .replace("{pooled}", FindingsText.pooledTable(findings))
              .replace(
                  "{scenarios}",
                  findings.stream()
                      .map(f -> "- `" + f.scenario().name() + "`: " + f.scenario().about())
                      .collect(Collectors.joining("\n"))));
    }
  }
}
