package dev.plumbline.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTest {
  @Test
  void knowsOneVarintFromAllOtherBytesAsItsEndTells() {
    Random random = new Random(20_261_129);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[24];
      for (int at = 0; at < bytes.length; at++) {
        // Three of four say that another byte follows, so that varints of every length occur.
        bytes[at] =
            (byte) (random.nextInt(4) == 0 ? random.nextInt(128) : 128 + random.nextInt(128));
      }
      int start = random.nextInt(12);
      int end = start + random.nextInt(13);
      assertThat(Wire.isVarint(bytes, start, end))
          .as("%s from %d to %d", bytes, start, end)
          .isEqualTo(end > start && Wire.endOfVarint(bytes, start, end) == end);
    }
  }
}
