package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChecksReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "checks.md");
  private static final List<String> PARTS =
      List.of("Meaning", "Parameters", "Outcomes", "Known limits");

  @Test
  void describesEveryCheckInASectionOfItsOwn() throws IOException {
    String page = Files.readString(PAGE);
    Stream<String> headings =
        page.lines().filter(l -> l.startsWith("## ")).map(l -> l.substring(3));
    assertThat(headings).containsExactlyInAnyOrderElementsOf(CheckParser.PARAMETERS.keySet());
    for (String id : CheckParser.PARAMETERS.keySet()) {
      String section = page.substring(page.indexOf("## " + id)).substring(3).split("\n## ", 2)[0];
      assertThat(PARTS).allSatisfy(part -> assertThat(section).contains("**" + part + ".**"));
      assertThat(CheckParser.PARAMETERS.get(id))
          .allSatisfy(parameter -> assertThat(section).contains("`" + parameter + "`"));
    }
  }
}
