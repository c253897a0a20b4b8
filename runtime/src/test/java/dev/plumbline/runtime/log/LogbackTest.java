package dev.plumbline.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.runtime.fixtures.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log looks like, byte for byte, in a process of its own. */
class LogbackTest {
  @TempDir Path dir;

  @Test
  void writesReadableTextToStderrWithLibrariesAtWarn() throws Exception {
    try (ChildJvm child = ChildJvm.start(dir, TalkativeMain.class, Map.of())) {
      assertThat(child.exitCode()).isZero();
      assertThat(child.stdout()).isEmpty();
      List<String> lines =
          child.stderr().lines().map(line -> line.replaceFirst("^[0-9:.]{12} ", "")).toList();
      assertThat(lines)
          .filteredOn(line -> !line.startsWith("\tat "))
          .containsExactly(
              "INFO  ingest Talkative: ours-info tenant=\"acme 12:00:00.000 ERROR forged\"",
              "ERROR ingest Talkative: ours-error ",
              "java.lang.IllegalStateException: broke",
              "WARN  Metadata: library-warn ",
              "WARN  Server: library-warn ",
              "WARN  Jul: jul-warn ");
    }
  }

  @Test
  void writesOneJsonObjectPerLineWhenAsked() throws Exception {
    try (ChildJvm child =
        ChildJvm.start(dir, TalkativeMain.class, Map.of("PLUMBLINE_LOG", "json"))) {
      assertThat(child.exitCode()).isZero();
      ObjectMapper mapper = new ObjectMapper();
      List<String> lines = child.stderr().lines().toList();
      assertThat(lines).hasSize(5);
      JsonNode first = mapper.readTree(lines.get(0));
      assertThat(first.get("message").asText()).isEqualTo("ours-info");
      assertThat(first.get("level").asText()).isEqualTo("INFO");
      assertThat(first.get("loggerName").asText()).isEqualTo("dev.plumbline.ingest.Talkative");
      assertThat(first.get("kvpList").get(0).get("tenant").asText()).startsWith("acme\n");
      assertThat(mapper.readTree(lines.get(1)).get("throwable").get("message").asText())
          .isEqualTo("broke");
    }
  }

  @Test
  void fallsBackToTextWhenTheFormatIsUnknownAndTakesALevel() throws Exception {
    try (ChildJvm child =
        ChildJvm.start(
            dir,
            TalkativeMain.class,
            Map.of("PLUMBLINE_LOG", "xml", "PLUMBLINE_LOG_LEVEL", "DEBUG"))) {
      assertThat(child.exitCode()).isZero();
      assertThat(child.stderr()).contains("DEBUG ingest Talkative: ours-debug");
    }
  }
}
