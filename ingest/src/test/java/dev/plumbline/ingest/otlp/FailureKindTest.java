package dev.plumbline.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What OTLP 1.11 says about codes and trying again, for every way to fail. */
class FailureKindTest {
  private static final Set<Status.Code> RETRYABLE_GRPC =
      Set.of(
          Status.Code.CANCELLED,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.ABORTED,
          Status.Code.OUT_OF_RANGE,
          Status.Code.UNAVAILABLE,
          Status.Code.DATA_LOSS);
  private static final Set<Integer> RETRYABLE_HTTP = Set.of(429, 502, 503, 504);

  @ParameterizedTest
  @EnumSource
  void asksToWaitExactlyWhereASenderTriesAgain(FailureKind kind) {
    boolean asks = kind.retryAfter().isPositive();
    assertThat(RETRYABLE_HTTP.contains(kind.http())).isEqualTo(asks);
    if (asks && kind.grpc() != Status.Code.RESOURCE_EXHAUSTED) {
      // That one is tried again because it asks, by its RetryInfo.
      assertThat(RETRYABLE_GRPC).contains(kind.grpc());
    }
    assertThat(kind.retryAfter().toMillisPart()).as("Retry-After is whole seconds").isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "KAFKA_UNAVAILABLE", "INTERNAL"})
  void neverMakesASenderDropWhatWeCouldNotKeep(FailureKind kind) {
    assertThat(kind.grpc()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(kind.http()).isEqualTo(503);
  }
}
