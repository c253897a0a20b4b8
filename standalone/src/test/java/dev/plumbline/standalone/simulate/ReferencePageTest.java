package dev.plumbline.standalone.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.simulation.Findings;
import dev.plumbline.evaluation.simulation.Scenarios;
import dev.plumbline.evaluation.simulation.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencePageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "estimates.md");

  @TempDir private Path directory = Path.of(".");

  /** Its numbers take a minute to draw anew; its words and rows are checked here. */
  @Test
  void thePageIsTheCommandsOwn() throws IOException {
    List<Findings> few =
        Scenarios.names().stream()
            .map(name -> Scenarios.named(name).orElseThrow())
            .map(scenario -> Study.run(scenario, 1, 1, 0.95, Study.Watcher.NONE))
            .toList();
    Path fresh = directory.resolve("page.md");
    ReferencePage.write(fresh, few, 1);
    assertThat(withoutNumbers(PAGE)).isEqualTo(withoutNumbers(fresh));
  }

  /** Of table rows only the first cell; no count of replicates. */
  private static List<String> withoutNumbers(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .map(line -> line.replaceFirst("--replicates \\d+", "--replicates N"))
        .map(line -> line.replaceFirst("of each, \\d+ windows", "of each, N windows"))
        .map(
            line ->
                line.matches("\\| [a-z-]+ \\|.*%.*") || line.contains("nothing published")
                    ? line.substring(0, line.indexOf('|', 1))
                    : line)
        .toList();
  }
}
