package dev.plumbline.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.runtime.config.ByteSize;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TenantRatesTest {
  private static final Tenant ACME = new Tenant("acme");
  private static final Tenant GLOBEX = new Tenant("globex");

  private long nanos;
  private RateConfig rate = new RateConfig(ByteSize.kib(1), 100);
  private final TenantRates rates = new TenantRates(tenant -> rate, new ByHand());

  /** Time that passes when the test says so. */
  private final class ByHand implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  @Test
  void tenSecondsWorthMayComeAtOnceAndWhatIsAboveItIsOwed() {
    // Given
    rates.admit(ACME);
    // When
    rates.sentBytes(ACME, 13 * 1024);
    // Then
    ExportException refused = refused(ACME);
    assertThat(refused.kind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(4));
    assertThat(refused).hasMessage("more than the tenant's bytesPerSecond 1KiB, try again");
    pass(Duration.ofSeconds(4));
    rates.admit(ACME);
  }

  @Test
  void spansAreLimitedAsBytesAre() {
    rates.sentItems(ACME, 1_000);
    rates.sentBytes(ACME, 10);
    assertThat(refused(ACME)).hasMessageContaining("itemsPerSecond 100");
    pass(Duration.ofMillis(20));
    rates.admit(ACME);
  }

  @Test
  void oneTenantsDebtIsNotAnothers() {
    rates.sentBytes(ACME, 1_000_000);
    assertThatCode(() -> rates.admit(GLOBEX)).doesNotThrowAnyException();
    assertThat(refused(ACME).retryAfter()).as("but no longer than this").hasSeconds(30);
  }

  @Test
  void aChangedRateHoldsFromTheNextRequestOn() {
    rates.sentBytes(ACME, 1_000_000);
    assertThat(refused(ACME).kind()).isEqualTo(FailureKind.RATE_LIMITED);
    rate = RateConfig.NONE;
    rates.admit(ACME);
    rates.sentBytes(ACME, Long.MAX_VALUE);
    rates.admit(ACME);
  }

  private ExportException refused(Tenant tenant) {
    return catchThrowableOfType(ExportException.class, () -> rates.admit(tenant));
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
