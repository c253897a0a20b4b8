package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.grounded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolDefinition;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** No text makes a check throw, and no config text makes its parser throw what it does not say. */
class ChecksFuzzTest {
  private static final CheckSuite EVERY = EveryCheck.suite();

  /** The texts of an interaction stand one after another, with the unit separator between them. */
  @FuzzTest
  @Timeout(10)
  void noTextMakesACheckThrow(byte[] texts) {
    String[] all = Arrays.copyOf(new String(texts, UTF_8).split("\u001f"), 6);
    String answer = text(all[0]);
    String document = text(all[1]);
    String question = text(all[2]);
    String system = text(all[3]);
    String arguments = text(all[4]);
    String schema = text(all[5]);
    Interaction interaction =
        grounded(answer, document, answer)
            .setOutputType("json")
            .setResponseSchema(schema)
            .setQuestion(question)
            .setSystemInstructions(system)
            .addOutput(
                Message.newBuilder()
                    .setRole("assistant")
                    .addParts(
                        Part.newBuilder()
                            .setToolCall(
                                ToolCall.newBuilder()
                                    .setId("c")
                                    .setName("t")
                                    .setArguments(arguments))))
            .addTools(ToolDefinition.newBuilder().setName("t").setParameters(schema))
            .build();
    for (CheckResult result : EVERY.run(interaction)) {
      assertThat(result.outcome()).as(result.checkId()).isNotInstanceOf(CheckOutcome.Failed.class);
      if (result.outcome() instanceof CheckOutcome.Scored scored) {
        assertThat(scored.value()).as(result.checkId()).isBetween(0.0, 1.0);
      }
    }
  }

  @FuzzTest
  @Timeout(10)
  void aChecksFileIsTakenOrItsProblemsAreNamed(byte[] yaml) {
    try {
      CheckSuite.parse(new String(yaml, UTF_8));
    } catch (CheckConfigException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @FuzzTest
  @Timeout(10)
  void aSamplingFileIsTakenOrItsProblemsAreNamed(byte[] yaml) {
    try {
      SamplingPolicy.parse(new String(yaml, UTF_8));
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
