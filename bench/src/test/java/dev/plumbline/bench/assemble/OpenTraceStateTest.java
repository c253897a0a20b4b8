package dev.plumbline.bench.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an open trace costs in state, as the figure that {@code bench assemble} prints. */
class OpenTraceStateTest {
  private static final int TRACES = 500;
  private static final double OF_WIRE = 0.6;
  private static final long PLUS = 1_024;

  static Stream<Records> shapes() {
    return Stream.of(Records.whole(TRACES, 1), Records.single(TRACES, 1));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void isAtMostSixTenthsOfItsOtlpBytesAndOneKibibyte(Records records)
      throws IOException, InterruptedException {
    try (Run run = new Run(new AssemblyTopology().assemble(trace -> {})).open(records)) {
      assertThat((double) run.state().atRest() / TRACES)
          .as(records.shape())
          .isLessThanOrEqualTo(OF_WIRE * records.bytes() / TRACES + PLUS);
    }
  }
}
