package dev.plumbline.standalone.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Model;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldViewTest {
  private static final byte[] MESSAGE =
      Interaction.newBuilder()
          .setQuestion("a question of a user, in ÄÖÜ")
          .setModel(Model.newBuilder().setServed("gpt").setInferred(true))
          .setRevision(3)
          .build()
          .toByteArray();

  @Test
  void showsNumbersAndLengthsAndNothingOfTheText() {
    List<String> view = FieldView.of(MESSAGE);
    assertThat(view)
        .contains(
            "field 6: number",
            "field 20: 7 bytes, message",
            "  field 2: 3 bytes",
            "  field 3: number")
        .contains("field 36: 31 bytes");
    assertThat(String.join("\n", view)).doesNotContain("question", "gpt");
  }

  @Test
  void tellsWhereBytesStopBeingProtobuf() {
    byte[] cut = java.util.Arrays.copyOf(MESSAGE, MESSAGE.length - 5);
    assertThat(FieldView.of(cut).getLast()).matches("byte \\d+: no protobuf from here on");
    assertThat(FieldView.of("{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
        .contains("begins with 7b 22 61 22 3a 31 7d");
    assertThat(FieldView.of(null)).containsExactly("no value");
  }

  @Test
  void endsOnAnyBytesAndStaysShort() {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      assertThat(FieldView.of(bytes)).hasSizeLessThanOrEqualTo(40);
    }
  }

  @Test
  void showsBytesWithTheirTextWhenAsked() {
    assertThat(FieldView.hex("Plumbline\n".getBytes(StandardCharsets.UTF_8), 4))
        .containsExactly("000000  50 6c 75 6d                                      Plum");
  }
}
