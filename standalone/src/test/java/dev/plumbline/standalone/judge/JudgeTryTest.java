package dev.plumbline.standalone.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.judge.provider.EndpointConfig;
import dev.plumbline.judge.rubric.Rubric;
import dev.plumbline.judge.rubric.Rubrics;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.standalone.llm.ErrorRates;
import dev.plumbline.standalone.llm.FaultScript;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.standalone.offline.SingleRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTryTest {
  @TempDir Path dir;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ScriptedLlm llm =
      new ScriptedLlm(0, Duration.ofMillis(1), 1, ErrorRates.NONE, FaultScript.none());

  @BeforeEach
  void start() {
    llm.start();
  }

  @AfterEach
  void close() {
    llm.close();
  }

  @Test
  void showsThePromptWhatCameBackAndTheVerdict() throws Exception {
    // Given
    Path row =
        Files.writeString(
            dir.resolve("row.json"),
            """
            {
              "question": "How long may I return shoes?",
              "answer": "You may return shoes within 30 days.",
              "documents": [{"id": "returns", "text": "You may return shoes within 30 days."}]
            }
            """);
    // When
    boolean usable =
        new JudgeTry(endpoint(), rubric(), new PrintStream(shown, true, StandardCharsets.UTF_8))
            .ask(SingleRow.read(row));
    // Then
    assertThat(usable).isTrue();
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains(
            "== user ==", "document returns", "\"grounded\"", "== back ==", "VERDICT_OK", "tokens")
        .containsPattern("grounded +\\w+ +pass");
  }

  private EndpointConfig endpoint() {
    return new EndpointConfig(
        "primary", null, llm.baseUrl(), "judge-sim", null, null, null, null, null, null);
  }

  private Rubric rubric() throws IOException {
    Files.writeString(dir.resolve("plumbline.yaml"), "kafka: {}\n");
    Files.createDirectories(dir.resolve("rubrics"));
    Files.writeString(dir.resolve("rubrics/q.yaml"), Rubrics.defaultText());
    return ConfigDirectory.open(dir, Map.of()).bindFile("rubrics/q.yaml", Rubric.class);
  }
}
