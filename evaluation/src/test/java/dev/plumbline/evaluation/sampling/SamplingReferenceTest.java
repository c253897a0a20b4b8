package dev.plumbline.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the reference page is a policy. */
class SamplingReferenceTest {
  private static final String START = "```yaml\n";

  @Test
  void showsAPolicyThatIsRead() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/sampling.md"));
    int from = page.indexOf(START) + START.length();
    SamplingPolicy policy = SamplingPolicy.parse(page.substring(from, page.indexOf("```", from)));
    assertThat(policy.budget()).isEqualTo(new Budget(2_000, 25 / 24.0));
    assertThat(policy.slices().names()).isEqualTo(List.of("model", "prompt_version"));
    assertThat(policy.rubrics())
        .singleElement()
        .satisfies(
            rubric ->
                assertThat(rubric.strata())
                    .extracting(stratum -> stratum.rate().isPresent())
                    .containsExactly(true, false, false));
  }
}
