package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.grounded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.Slowness;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No check throws, and none takes long, whatever text it is given. */
class HostileTextTest {
  private static final int SIZE = 65_536;
  private static final long SEED = 20_261_128;

  /** CPU time on a quiet core; the best of a few runs, since the first are not compiled yet. */
  private static final long MOST_NANOS = 10_000_000;

  static List<Check> checks() {
    return EveryCheck.checks().toList();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void costsLittleAndNeverThrows(Check check) {
    for (String text : hostile()) {
      Interaction interaction = with(text);
      List<CheckOutcome> outcomes = new ArrayList<>();
      Slowness.Cost cost = Slowness.of(() -> outcomes.add(check.evaluate(interaction)), MOST_NANOS);
      outcomes.forEach(outcome -> inside(outcome, text));
      assertThat(cost.taken())
          .as("%s over %.20s, seed %s", check.id(), text, SEED)
          .isLessThanOrEqualTo(cost.limit());
    }
  }

  /** Evidence stays inside the answer. */
  private static void inside(CheckOutcome outcome, String text) {
    if (outcome instanceof CheckOutcome.Scored scored) {
      assertThat(scored.value()).isBetween(0.0, 1.0);
      assertThat(scored.evidence())
          .allSatisfy(
              e -> {
                assertThat(e.getStart()).isBetween(0, text.length());
                assertThat(e.getEnd()).isBetween(e.getStart(), text.length());
              });
    }
  }

  private static Interaction with(String text) {
    Part.Builder call =
        Part.newBuilder()
            .setToolCall(ToolCall.newBuilder().setId("c").setName("t").setArguments(text));
    return grounded(text, text)
        .setOutputType("json")
        .setQuestion(text.substring(0, Math.min(2_000, text.length())))
        .setSystemInstructions(text)
        .addOutput(Message.newBuilder().setRole("assistant").addParts(call))
        .addTools(ToolDefinition.newBuilder().setName("t").setParameters("{\"type\":\"object\"}"))
        .build();
  }

  private static List<String> hostile() {
    Random random = new Random(SEED);
    List<String> texts = new ArrayList<>();
    for (String unit :
        List.of(
            "a",
            "(",
            "[",
            "{",
            "\"",
            "`",
            "@",
            "-",
            "1",
            "0",
            "+",
            "\n",
            " ",
            ".",
            "\ud800",
            "\u202e",
            "\u0301",
            "\u3042",
            "\ufffd",
            "[1",
            "a@",
            "1-",
            "4 ",
            "a.",
            "[1]",
            "[1-",
            "(Source 1",
            "(d1)",
            "(x1 y) ",
            "document 1 ",
            "[1](http://a ",
            "<cite a=\"1\">",
            "<sup>1",
            "word\u00b9 ",
            "\u00b9",
            "1.000,",
            "x'",
            "{\"a\":",
            "-----BEGIN ",
            "eyJ",
            "sk-",
            "AKIA",
            "DE44",
            "I can't ",
            "not 1. ",
            "a1,",
            "```\n",
            "x@y.",
            "ab@cd.ef ",
            "<email:bcdfghjklmnp> ",
            "no one no two ",
            "Dr. ",
            "the best ",
            "+1 ",
            "\u3010",
            "\"a\" ")) {
      texts.add(unit.repeat(SIZE / unit.length()));
    }
    texts.add("a".repeat(SIZE - 1) + "!");
    texts.add('"' + "a".repeat(SIZE - 3) + "!\"");
    texts.add("\u202e30 days\u202c ".repeat(SIZE / 10));
    for (int i = 0; i < 5; i++) {
      texts.add(random(random, 0x80));
      texts.add(random(random, 0x10000));
    }
    return texts;
  }

  private static String random(Random random, int bound) {
    return random
        .ints(SIZE, 0, bound)
        .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
        .toString();
  }
}
