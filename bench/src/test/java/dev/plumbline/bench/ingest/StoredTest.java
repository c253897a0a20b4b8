package dev.plumbline.bench.ingest;

import static dev.plumbline.bench.ingest.SliceFixtures.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.bench.load.Workload;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredTest {
  private static final int SPANS = Workload.SMALL.spansPerRequest();

  @Test
  void isExactWhenEverySpanOfEveryAcknowledgedRequestIsThereOnce() {
    Stored stored =
        Stored.of(
            List.of(slice(Side.OURS, 0, 1, 1, 1), slice(Side.BASELINE, 1, 1, 1, 1)),
            Map.of(0L, SPANS, 1L, SPANS));
    assertThat(stored).isEqualTo(new Stored(2L * SPANS, 2L * SPANS, 0, 0));
    assertThat(stored.exact()).isTrue();
  }

  @Test
  void aLossInOneRequestIsNotMadeUpForByADuplicateInAnother() {
    Stored stored =
        Stored.of(List.of(slice(Side.OURS, 0, 2, 2, 1)), Map.of(0L, SPANS - 1, 1L, SPANS + 1));
    assertThat(stored.acknowledged()).isEqualTo(stored.found());
    assertThat(stored.incomplete()).isEqualTo(2);
    assertThat(stored.exact()).isFalse();
  }

  @Test
  void whatIsThereOfARefusedRequestIsNoLossAndIsCounted() {
    Stored stored = Stored.of(List.of(slice(Side.OURS, 0, 2, 1, 1)), Map.of(0L, SPANS, 1L, 17));
    assertThat(stored.exact()).isTrue();
    assertThat(stored.refusedButFound()).isEqualTo(17);
  }

  @Test
  void countsTheSpansOfARecordForTheSendThatItsResourceNames() {
    Map<Long, Integer> counted = new HashMap<>();
    SpanTopic.count(record("00000000000000ff", 3), counted);
    SpanTopic.count(record("00000000000000ff", 2), counted);
    SpanTopic.count(record("0000000000000100", 1), counted);
    assertThat(counted).containsOnly(Map.entry(255L, 5), Map.entry(256L, 1));
  }

  private static byte[] record(String send, int spans) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < spans; i++) {
      scope.addSpans(Span.getDefaultInstance());
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(
                            KeyValue.newBuilder()
                                .setKey("bench.send")
                                .setValue(AnyValue.newBuilder().setStringValue(send))))
                .addScopeSpans(scope))
        .build()
        .toByteArray();
  }
}
