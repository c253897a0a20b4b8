package dev.plumbline.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import dev.plumbline.ingest.admission.BytesInFlight;
import dev.plumbline.ingest.auth.Tenant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufWriterTest {
  private static final Tenant ACME = new Tenant("acme");

  private final BytesInFlight budget = BytesInFlight.ofOne(Long.MAX_VALUE);
  private final ProtobufWriter out = new ProtobufWriter(budget.share(ACME), 0, 0);

  /** Around the lengths at which a length takes another byte, on three levels at once. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 120, 125, 126, 127, 128, 16_380, 16_383, 16_384, 2_097_152})
  void writesLengthsBeforeWhatIsAsLong(int length) throws Exception {
    int outer = out.open(1);
    int inner = out.open(2);
    bytes(3, length);
    out.close(inner);
    out.close(outer);
    bytes(4, length);
    UnknownFieldSet read = UnknownFieldSet.parseFrom(out.finish(0));
    assertThat(read.getField(4).getLengthDelimitedList().getFirst().size()).isEqualTo(length);
    assertThat(inside(inside(read, 1), 2).getField(3).getLengthDelimitedList().getFirst().size())
        .isEqualTo(length);
    assertThat(read.getSerializedSize()).isEqualTo(out.finish(0).length);
  }

  @Test
  void forgetsAllThatWasClearedAndItsLengths() throws Exception {
    bytes(1, 300);
    int opened = out.open(2);
    bytes(3, 300);
    out.open(4);
    bytes(5, 20_000);
    out.clear(opened);
    bytes(6, 300);
    out.close(opened);
    UnknownFieldSet read = UnknownFieldSet.parseFrom(out.finish(0));
    assertThat(read.asMap()).containsOnlyKeys(1, 2);
    assertThat(inside(read, 2).asMap()).containsOnlyKeys(6);
  }

  private void bytes(int field, int length) {
    int opened = out.open(field);
    out.raw(new byte[length]);
    out.close(opened);
  }

  private static UnknownFieldSet inside(UnknownFieldSet message, int field) throws Exception {
    return UnknownFieldSet.parseFrom(message.getField(field).getLengthDelimitedList().getFirst());
  }
}
