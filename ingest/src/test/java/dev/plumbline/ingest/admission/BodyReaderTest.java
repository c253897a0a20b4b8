package dev.plumbline.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.runtime.config.ByteSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
  private static final Tenant ACME = new Tenant("acme");

  private static final int MIB = 1024 * 1024;

  private final BytesInFlight budget = BytesInFlight.ofOne(200L * MIB);
  private final BodyReader reader = new BodyReader(LimitsConfig.defaults(), budget);

  @AfterEach
  void nothingIsHeld() {
    assertThat(budget.held()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, 300_000})
  void readsAllAndHoldsExactlyThatWhateverWasExpected(int size) throws Exception {
    byte[] sent = new byte[size];
    new Random(size).nextBytes(sent);
    for (int expected : new int[] {0, size / 2, size, size + 1, 2 * size}) {
      try (Body body = reader.readWire(ACME, new ByteArrayInputStream(sent), expected)) {
        assertThat(body.bytes()).as("expected %d", expected).isEqualTo(sent);
        assertThat(budget.held()).as("expected %d", expected).isEqualTo(size);
      }
    }
  }

  @Test
  void takesTheLastAllowedByteAndNoMore() throws Exception {
    reader.readWire(ACME, zeros(16 * MIB), 0).close();
    assertFails(FailureKind.TOO_LARGE, () -> reader.readWire(ACME, zeros(16 * MIB + 1), 0));
    reader.readInflated(ACME, zeros(64 * MIB), MIB, 0).close();
    assertFails(
        FailureKind.TOO_LARGE, () -> reader.readInflated(ACME, zeros(64 * MIB + 1), MIB, 0));
  }

  @Test
  void readsInPlaceWhatIsLongerAndWhatIsShorterThanTheLast() throws Exception {
    for (int size : new int[] {0, 1_000, 40_000, 100_000, 300_000, 5, 200_000}) {
      byte[] sent = new byte[size];
      new Random(size).nextBytes(sent);
      try (Body body = reader.readInPlace(ACME, new ByteArrayInputStream(sent), size)) {
        assertThat(body.length()).isEqualTo(size);
        assertThat(Arrays.copyOf(body.bytes(), size)).isEqualTo(sent);
        assertThat(budget.held()).isEqualTo(size);
      }
    }
    assertFails(FailureKind.TOO_LARGE, () -> reader.readInPlace(ACME, zeros(1), 64 * MIB + 1));
  }

  @Test
  void allowsAnyRatioUpToOneMebibyteAndAHundredAbove() throws Exception {
    reader.readInflated(ACME, zeros(MIB), 10, 0).close();
    assertFails(FailureKind.TOO_LARGE, () -> reader.readInflated(ACME, zeros(MIB + 1), 10, 0));
    reader.readInflated(ACME, zeros(2_000_000), 20_000, 0).close();
    assertFails(
        FailureKind.TOO_LARGE, () -> reader.readInflated(ACME, zeros(2_000_001), 20_000, 0));
  }

  @Test
  void takesTheBudgetBeforeTheBytesAreThere() {
    BytesInFlight small = BytesInFlight.ofOne(MIB);
    BodyReader poor = new BodyReader(LimitsConfig.defaults(), small);
    Share other = small.share(ACME);
    other.hold(MIB - 100_000);
    assertFails(FailureKind.BUSY, () -> poor.readWire(ACME, zeros(200_000), 0));
    assertFails(FailureKind.BUSY, () -> poor.readWire(ACME, zeros(200_000), 200_000));
    assertFails(FailureKind.BUSY, () -> poor.readInPlace(ACME, zeros(200_000), 200_000));
    assertFails(FailureKind.TOO_LARGE, () -> poor.readWire(ACME, zeros(2 * MIB), 2 * MIB));
    assertThat(small.held()).isEqualTo(MIB - 100_000);
    other.close();
    other.close();
    assertThat(small.held()).isZero();
  }

  @Test
  void givesTheBudgetBackWhenTheStreamBreaks() {
    InputStream broken =
        new InputStream() {
          private int left = 50_000;

          @Override
          public int read() throws IOException {
            if (left == 0) {
              throw new IOException("gone");
            }
            left--;
            return 0;
          }
        };
    assertThatThrownBy(() -> reader.readWire(ACME, broken, 0)).isInstanceOf(IOException.class);
  }

  @Test
  void saysTheLimitInTheUnitOfTheConfig() {
    assertThatThrownBy(() -> reader.checkWire(17L * MIB))
        .hasMessageContaining(ByteSize.mib(16).toString());
  }

  private interface Reading {
    Body read() throws IOException;
  }

  private static void assertFails(FailureKind kind, Reading reading) {
    assertThatThrownBy(reading::read)
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private static InputStream zeros(int length) {
    return new ByteArrayInputStream(new byte[length]);
  }
}
