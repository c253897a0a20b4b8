package dev.plumbline.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  @Test
  void unavailableIsExplicitOnlyWithADelay() {
    assertThat(Outcome.of(Status.UNAVAILABLE, new Metadata())).isEqualTo(Outcome.FAILED);
    assertThat(unavailable(0)).isEqualTo(Outcome.FAILED);
    assertThat(unavailable(2)).isEqualTo(Outcome.BUSY);
  }

  @Test
  void aTimeOutIsAFailureAndExhaustionIsNot() {
    assertThat(Outcome.of(Status.RESOURCE_EXHAUSTED, new Metadata())).isEqualTo(Outcome.EXHAUSTED);
    assertThat(Outcome.of(Status.DEADLINE_EXCEEDED, new Metadata())).isEqualTo(Outcome.FAILED);
    assertThat(Outcome.FAILED.explicit()).isFalse();
    assertThat(Outcome.PARTIAL.explicit()).isFalse();
    assertThat(Outcome.EXHAUSTED.explicit()).isTrue();
  }

  private static Outcome unavailable(int seconds) {
    StatusRuntimeException refused =
        StatusProto.toStatusRuntimeException(
            com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.UNAVAILABLE.value())
                .addDetails(
                    Any.pack(
                        RetryInfo.newBuilder()
                            .setRetryDelay(Duration.newBuilder().setSeconds(seconds))
                            .build()))
                .build());
    return Outcome.of(refused.getStatus(), refused.getTrailers());
  }
}
