package dev.plumbline.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TopicTableTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "."))
          .resolve("../docs/reference/topics.md")
          .normalize();

  /** With {@code -Dtopics.write} the page is written first. */
  @Test
  void isTheSameInTheDocumentationAsInTheCatalogue() throws IOException {
    // Given
    String expected = TopicTable.markdown(TopicCatalog.ALL);
    if (System.getProperty("topics.write") != null) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, expected);
    }
    // When
    String found = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    // Then
    assertThat(found)
        .as(
            "docs/reference/topics.md differs from TopicCatalog, proto/README.md says how to write it")
        .isEqualTo(expected);
  }
}
