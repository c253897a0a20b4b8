package dev.plumbline.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;

/** Any text as a config file binds, or has problems that are named with their lines. */
class ConfigFuzzTest {
  /** One of each kind of value that a section may hold. */
  record Everything(
      String name,
      Integer count,
      Double rate,
      Boolean wanted,
      Duration pause,
      ByteSize size,
      List<String> words,
      Map<String, Inner> parts,
      JsonNode free) {}

  record Inner(String url, Duration pause) {}

  @FuzzTest
  @Timeout(10)
  void bindsOrNamesProblems(byte[] yaml) {
    List<Problem> problems = new ArrayList<>();
    YamlTree.Mapping tree = YamlParser.parse(new String(yaml, UTF_8), problems);
    Object bound =
        new RecordBinder(new Interpolation(Map.of("HOME", "x")), problems)
            .bind(tree, Everything.class, "all");
    if (problems.isEmpty()) {
      assertThat(bound).isInstanceOf(Everything.class);
    } else {
      assertThat(problems)
          .allSatisfy(
              problem -> {
                assertThat(problem.text()).isNotBlank();
                assertThat(problem.line()).isNotNegative();
              });
    }
  }
}
