package dev.plumbline.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class BytesInFlightTest {
  private static final Tenant GREEDY = new Tenant("greedy");
  private static final Tenant MODEST = new Tenant("modest");
  private static final int MIB = 1024 * 1024;

  private final BytesInFlight budget = BytesInFlight.shared(90L * MIB);

  @Test
  void aTenantAloneGetsEightNinths() {
    assertThat(holdAllOf(GREEDY)).hasSize(80);
    assertThat(budget.held()).isEqualTo(80L * MIB);
  }

  @Test
  void aSecondTenantFindsAPlaceAtOnceAndAnEqualPartAsTheFirstOnesRequestsEnd() {
    // Given
    Deque<Share> greedy = holdAllOf(GREEDY);
    // When
    Deque<Share> modest = holdAllOf(MODEST);
    // Then
    assertThat(modest).hasSize(8);
    for (int ended = 0; ended < 1_000; ended++) {
      // Requests end in turn, and both want all that they can get, the greedy one first.
      Deque<Share> next = ended % 2 == 0 ? greedy : modest;
      if (!next.isEmpty()) {
        next.removeFirst().close();
      }
      greedy.addAll(holdAllOf(GREEDY));
      modest.addAll(holdAllOf(MODEST));
    }
    assertThat(greedy.size()).isBetween(38, 46);
    assertThat(modest.size()).isBetween(38, 46);
  }

  @Test
  void whatIsMoreThanATenantCanEverHaveIsNotAskedForAgain() {
    Share share = budget.share(GREEDY);
    assertThatThrownBy(() -> share.hold(81L * MIB))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TOO_LARGE))
        .hasMessageContaining("of the 80MiB that ingest.limits.maxInFlight leaves to a tenant");
  }

  @Test
  void whereThereIsOneTenantItGetsAll() {
    Share share = BytesInFlight.ofOne(90L * MIB).share(GREEDY);
    share.hold(90L * MIB);
    share.close();
  }

  private Deque<Share> holdAllOf(Tenant tenant) {
    Deque<Share> held = new ArrayDeque<>();
    while (true) {
      Share share = budget.share(tenant);
      try {
        share.hold(MIB);
      } catch (ExportException e) {
        assertThat(e.kind()).isEqualTo(FailureKind.BUSY);
        return held;
      }
      held.add(share);
    }
  }
}
