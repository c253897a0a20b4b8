package dev.plumbline.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.BytesInFlight;
import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that grow and never end, which no well-behaved client sends. */
class CallBytesTest {
  private static final Tenant ACME = new Tenant("acme");

  private static final long MIB = 1024 * 1024;

  private final BytesInFlight budget = BytesInFlight.ofOne(24 * MIB);
  private final BodyReader bodies = new BodyReader(LimitsConfig.defaults(), budget);

  @Test
  void holdsEachPieceAsItArrivesAndGivesAllBackWhenTheStreamEnds() {
    CallBytes call = call(new ArrayList<>());
    call.inboundWireSize(3 * MIB);
    call.inboundWireSize(4 * MIB);
    assertThat(budget.held()).isEqualTo(7 * MIB);
    call.streamClosed(Status.CANCELLED);
    assertThat(budget.held()).isZero();
  }

  @Test
  void refusesOnceAtTheWireLimitAndHoldsNothingAfterIt() {
    List<FailureKind> refusals = new ArrayList<>();
    CallBytes call = call(refusals);
    for (int i = 0; i < 20; i++) {
      call.inboundWireSize(MIB);
    }
    assertThat(refusals).containsExactly(FailureKind.TOO_LARGE);
    assertThat(budget.held()).isZero();
  }

  @Test
  void refusesWhatArrivesWhenOthersHoldTheMemory() {
    List<FailureKind> refusals = new ArrayList<>();
    CallBytes first = call(refusals);
    CallBytes second = call(refusals);
    first.inboundWireSize(15 * MIB);
    second.inboundWireSize(8 * MIB);
    assertThat(refusals).isEmpty();
    second.inboundWireSize(2 * MIB);
    assertThat(refusals).containsExactly(FailureKind.BUSY);
    assertThat(budget.held()).isEqualTo(15 * MIB);
  }

  private CallBytes call(List<FailureKind> refusals) {
    CallBytes call = new CallBytes(bodies);
    call.read(ACME, (ExportException refusal) -> refusals.add(refusal.kind()));
    return call;
  }
}
