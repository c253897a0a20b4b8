package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    assertThat(headings.filter(h -> !h.contains(" "))).containsExactlyInAnyOrderElementsOf(ids());
    for (String id : ids()) {
      String section = page.substring(page.indexOf("## " + id)).substring(3).split("\n## ", 2)[0];
      assertThat(PARTS).allSatisfy(part -> assertThat(section).contains("**" + part + ".**"));
      assertThat(parameters(id))
          .allSatisfy(parameter -> assertThat(section).contains("`" + parameter + "`"));
    }
  }

  private static List<String> ids() {
    return Arrays.stream(BuiltIn.values()).map(BuiltIn::id).toList();
  }

  private static List<String> parameters(String id) {
    return Arrays.stream(BuiltIn.values())
        .filter(check -> check.id().equals(id))
        .flatMap(check -> check.parameters().stream())
        .toList();
  }
}
