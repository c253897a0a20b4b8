package dev.plumbline.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ReadingsTest {
  @Test
  void readsResidentMemoryInBytes() {
    assertThat(Readings.residentBytes(List.of("VmPeak:\t 900 kB", "VmRSS:\t  123 kB")))
        .isEqualTo(123 * 1024);
    assertThat(Readings.residentBytes(List.of())).isZero();
  }

  @Test
  void sumsTheSeriesOfAMetricThatHaveALabel() {
    String exposition =
        """
        # TYPE jvm_memory_used_bytes gauge
        jvm_memory_used_bytes{area="heap",id="Eden Space"} 1.5E7
        jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 500000.0
        jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 9.0E9
        jvm_memory_used_bytes_other{area="heap"} 7.0
        """;
    assertThat(Readings.sum(exposition, "jvm_memory_used_bytes", "area=\"heap\""))
        .isEqualTo(15_500_000);
  }

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
