package dev.plumbline.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void memoryIsComparedByThirds() {
    List<MemorySample> samples =
        List.of(sample(10), sample(11), sample(12), sample(30), sample(13), sample(14));
    assertThat(Memory.of(samples)).isEqualTo(new Memory(11, 14, 30, 31, 32));
  }

  @Test
  void theMedianOfAnEvenCountIsTheMeanOfTheTwoInTheMiddle() {
    assertThat(Median.of(DoubleStream.of(9, 1, 5))).isEqualTo(5);
    assertThat(Median.of(DoubleStream.of(9, 1, 5, 6))).isEqualTo(5.5);
    assertThat(Median.of(DoubleStream.empty())).isNaN();
  }

  private static MemorySample sample(long resident) {
    return new MemorySample(0, resident, resident + 1, resident + 2);
  }
}
