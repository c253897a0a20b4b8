package dev.plumbline.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  private static final String SAMPLE = "Where is “my” café order №7? 在哪里 🙂 0123456789 abcdefghij";

  @Test
  void agreesWithTheLibraryOnEveryRangeOfAText() {
    assertAgreesOnEveryRange(SAMPLE.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithTheLibraryOnEveryRangeOfATextWithBrokenBytes(long seed) {
    Random random = new Random(seed);
    byte[] bytes = "plain text that is only ASCII, of some length".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    assertAgreesOnEveryRange(bytes);
  }

  private static boolean hasHighBit(byte[] bytes, int start, int end) {
    return IntStream.range(start, end).anyMatch(at -> bytes[at] < 0);
  }

  private static void assertAgreesOnEveryRange(byte[] bytes) {
    for (int start = 0; start <= bytes.length; start++) {
      for (int end = start; end <= bytes.length; end++) {
        assertThat(Utf8.isValid(bytes, start, end))
            .as("bytes %d to %d", start, end)
            .isEqualTo(ByteString.copyFrom(bytes, start, end - start).isValidUtf8());
        boolean known = start == end || end >= Long.BYTES;
        assertThat(Utf8.isAscii(bytes, start, end))
            .as("ASCII in bytes %d to %d", start, end)
            .isEqualTo(known && !hasHighBit(bytes, start, end));
      }
    }
  }
}
