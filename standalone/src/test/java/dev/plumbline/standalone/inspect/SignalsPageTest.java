package dev.plumbline.standalone.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of docs/reference/signals.md gives what stands below it. */
class SignalsPageTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("```json\\n(.*?)\\n```\\n`([^`]+)`", Pattern.DOTALL);

  @ParameterizedTest
  @MethodSource("examples")
  void givesWhatStandsBelow(String request, String expected) throws Exception {
    Traces traces = new Traces();
    traces.add(JsonPayload.read(request.getBytes(StandardCharsets.UTF_8)));
    assertThat(Signals.of("default", traces)).extracting(SignalText::of).containsExactly(expected);
  }

  @Test
  void hasAnExampleOfEveryForm() throws Exception {
    assertThat(page().split("```json")).hasSize(examples().toList().size() + 1);
    assertThat(examples()).hasSize(10);
  }

  static Stream<Arguments> examples() throws Exception {
    List<MatchResult> found = EXAMPLE.matcher(page()).results().toList();
    return found.stream().map(e -> Arguments.of(e.group(1), e.group(2)));
  }

  private static String page() throws Exception {
    return Files.readString(Path.of("../docs/reference/signals.md"));
  }
}
