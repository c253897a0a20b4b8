package dev.plumbline.judge.rubric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RubricsTest {
  @TempDir Path dir;

  @BeforeEach
  void configDirectory() throws IOException {
    Files.writeString(dir.resolve("plumbline.yaml"), "");
    Files.createDirectory(dir.resolve("rubrics"));
  }

  @Test
  void theDefaultRubricIsOneThatCanBeUsed() throws IOException {
    // Given
    write(Rubrics.DEFAULT_FILE, Rubrics.defaultText());
    // When
    Rubric rubric = load().get("answer-quality@1");
    // Then: YAML's yes and no stay words
    assertThat(rubric.criteria()).extracting(Criterion::id).containsExactly("helpful", "grounded");
    assertThat(rubric.criteria().get(0).answers()).containsExactly("yes", "partly", "no");
    assertThat(rubric.criteria().get(1).pass()).containsExactly("yes", "no_documents");
    assertThat(rubric.criteria().get(1).quotes()).isEqualTo(new Criterion.QuoteRule("yes", "no"));
  }

  @Test
  void twoVersionsStandSideBySide() throws IOException {
    // Given
    write("one.yaml", Rubrics.defaultText());
    write("two.yaml", Rubrics.defaultText().replace("version: \"1\"", "version: \"2\""));
    // When
    Map<String, Rubric> rubrics = load();
    // Then
    assertThat(rubrics).containsOnlyKeys("answer-quality@1", "answer-quality@2");
  }

  @Test
  void theSameVersionTwiceIsAnError() throws IOException {
    // Given
    write("one.yaml", Rubrics.defaultText());
    write("two.yaml", Rubrics.defaultText());
    // Then
    assertThatThrownBy(this::load).hasMessageContaining("found answer-quality@1 a second time");
  }

  @Test
  void tellsEveryProblemOfARubricWithItsLine() throws IOException {
    // Given
    write(
        "bad.yaml",
        """
        id: Answer Quality
        version: "1"
        instructions: judge
        criteria:
          - {id: helpful, question: "Does it?", answers: [yes, no], pass: [maybe]}
          - {id: good, question: "Is it?", answers: [yes, no], pass: [yes, no]}
          - {id: kind, question: "Is it?", answers: [yes, no], pass: [yes], quotes: {when: yes}}
          - {id: short, question: "Is it?", answer: [yes, no], pass: [yes]}
        """);
    // When
    List<String> problems = problems();
    // Then
    assertThat(problems)
        .anySatisfy(p -> assertThat(p).contains("line 5", "criteria[0].pass", "[maybe]"))
        .anySatisfy(p -> assertThat(p).contains("line 6", "criteria[1].pass", "not all"))
        .anySatisfy(p -> assertThat(p).contains("line 7", "criteria[2].quotes.otherwise"))
        .anySatisfy(p -> assertThat(p).contains("line 8", "did you mean answers?"))
        .anySatisfy(p -> assertThat(p).contains("line 1", "id", "\"Answer Quality\""));
  }

  @Test
  void aDirectoryWithoutRubricsIsAnError() throws IOException {
    assertThat(problems()).containsExactly("found no *.yaml, expected at least one rubric");
    Files.delete(dir.resolve("rubrics"));
    assertThat(problems()).containsExactly("found no *.yaml, expected at least one rubric");
  }

  private List<String> problems() {
    try {
      load();
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  private Map<String, Rubric> load() {
    return Rubrics.load(ConfigDirectory.open(dir, Map.of()));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(dir.resolve("rubrics").resolve(file), text);
  }
}
