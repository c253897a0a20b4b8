package dev.plumbline.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
