package dev.plumbline.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusTest {
  private static final long SEED = 7;

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void everySendIsAnExportRequestOfItsOwn(Encoding encoding) throws IOException {
    // Given
    Corpus corpus = Corpus.make(Workload.WARMUP, encoding, SEED);
    // When
    Set<ByteString> sent = new HashSet<>();
    for (long send = 0; send < 3L * Workload.WARMUP.requests(); send++) {
      byte[] body = body(corpus.message(send), encoding);
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
      // Then
      assertThat(SendNumber.of(request.getResourceSpans(0).getResource())).hasValue(send);
      assertThat(request.getResourceSpans(0).getScopeSpans(0).getSpansCount())
          .isEqualTo(Workload.WARMUP.spansPerRequest());
      assertThat(request.getUnknownFields().asMap()).isEmpty();
      sent.add(ByteString.copyFrom(body));
    }
    assertThat(sent).hasSize(3 * Workload.WARMUP.requests());
  }

  @Test
  void theSameSeedMakesTheSameRequests() throws IOException {
    Corpus one = Corpus.make(Workload.WARMUP, Encoding.NONE, SEED);
    Corpus same = Corpus.make(Workload.WARMUP, Encoding.NONE, SEED);
    Corpus other = Corpus.make(Workload.WARMUP, Encoding.NONE, SEED + 1);
    assertThat(body(one.message(5), Encoding.NONE)).isEqualTo(body(same.message(5), Encoding.NONE));
    assertThat(body(one.message(5), Encoding.NONE))
        .isNotEqualTo(body(other.message(5), Encoding.NONE));
  }

  /** Fewer would repeat within what a compressor sees; performance anchors ask for 20,000. */
  @ParameterizedTest
  @EnumSource(names = {"SMALL", "RAG"})
  void hasAtLeastTwentyThousandDifferentSpans(Workload workload) {
    assertThat(workload.requests() * workload.spansPerRequest()).isGreaterThanOrEqualTo(20_000);
    Set<ByteString> spanIds = new HashSet<>();
    var spans = workload.spans(new Random(SEED));
    for (int i = 0; i < 20; i++) {
      spans.apply(i).forEach(span -> spanIds.add(span.getSpanId()));
    }
    assertThat(spanIds).hasSize(20 * workload.spansPerRequest());
  }

  @ParameterizedTest
  @CsvSource({"SMALL, 330, 420", "RAG, 4500, 5400", "MIX, 15000, 40000"})
  void spansHaveTheirSize(Workload workload, int least, int most) {
    var spans = workload.spans(new Random(SEED));
    double bytes = 0;
    int count = 0;
    for (int i = 0; i < 30; i++) {
      List<Span> request = spans.apply(i);
      bytes += request.stream().mapToInt(Span::getSerializedSize).sum();
      count += request.size();
    }
    assertThat(bytes / count).isBetween((double) least, (double) most);
  }

  @Test
  void everyThirdMixedRequestHasAGiantThatFitsARecord() {
    var spans = Workload.MIX.spans(new Random(SEED));
    for (int i = 0; i < 12; i++) {
      List<Span> request = spans.apply(i);
      assertThat(request).hasSize(Workload.MIX.spansPerRequest());
      assertThat(request)
          .filteredOn(span -> span.getSerializedSize() > 400_000)
          .hasSize(i % 3 == 0 ? 1 : 0)
          .allMatch(span -> span.getSerializedSize() < 3_700_000);
    }
  }

  @Test
  void aMessageCanBeWrittenAgain() throws IOException {
    Message message = Corpus.make(Workload.WARMUP, Encoding.NONE, SEED).message(0);
    assertThat(body(message, Encoding.NONE))
        .hasSize(message.length())
        .isEqualTo(body(message, Encoding.NONE));
  }

  private static byte[] body(Message message, Encoding encoding) throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ((io.grpc.Drainable) message.stream()).drainTo(written);
    return encoding == Encoding.NONE
        ? written.toByteArray()
        : new GZIPInputStream(new ByteArrayInputStream(written.toByteArray())).readAllBytes();
  }
}
