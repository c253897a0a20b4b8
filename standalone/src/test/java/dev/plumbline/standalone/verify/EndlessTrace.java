package dev.plumbline.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.oracle.RawRecords;
import dev.plumbline.standalone.verify.Latencies.Measured;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.CompletionReason;
import dev.plumbline.v1.Interaction;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.utils.Utils;

/**
 * One trace id with spans without end, as a broken SDK or an attacker sends, among other traffic:
 * 100,000 spans at 2,000 a second, a tenth of the fault matrix. The trace is cut at its cap, every
 * span beyond is counted, others do not wait longer, and memory does not grow.
 */
final class EndlessTrace {
  private static final int SPANS = 100_000;
  private static final int BATCH = 500;
  private static final int PER_SECOND = 2_000;
  private static final int CAP = 2_000;
  private static final Duration BEFORE = Duration.ofSeconds(30);
  private static final double SLOWER = 2;
  private static final double MIB = 1024 * 1024;
  private static final double GROWTH_MIB = 48;

  private final Installation installation;
  private final Row row;
  private final long seed;
  private final ByteString trace;
  private final List<Double> heap = new ArrayList<>();

  EndlessTrace(long seed, Installation installation, Row row) {
    this.seed = seed;
    this.installation = installation;
    this.row = row;
    byte[] id = new byte[16];
    new Random(seed).nextBytes(id);
    this.trace = ByteString.copyFrom(id);
  }

  void run() throws Exception {
    List<Load.Sent> sent;
    long began;
    try (Load load =
            new Load(
                seed,
                System.currentTimeMillis(),
                installation.grpcPort(),
                installation.httpPort(),
                20);
        OtlpTransport transport = OtlpTransport.grpc(installation.grpcPort())) {
      load.start();
      Thread.sleep(BEFORE);
      began = System.currentTimeMillis();
      flood(new Exporter(transport, new Exporter.Ledger()));
      sent = load.stop();
    }
    TrafficIT.dropped(installation, row, "over_cap", SPANS - CAP);
    waits(began);
    assertThat(endless()).as("interactions of the endless trace").isEqualTo(1);
    row.figure("traces of others", sent.size());
    double first =
        heap.subList(0, heap.size() / 3).stream().mapToDouble(h -> h).min().orElseThrow();
    double last =
        heap.subList(heap.size() * 2 / 3, heap.size()).stream()
            .mapToDouble(h -> h)
            .min()
            .orElseThrow();
    row.figure(
        "scoring's heap after collections, MiB",
        "%.0f in the first third of the flood, %.0f in the last".formatted(first, last));
    assertThat(last).as("heap in MiB").isLessThan(first + GROWTH_MIB);
  }

  private void flood(Exporter exporter) throws InterruptedException {
    Meters meters = new Meters(installation);
    long start = System.nanoTime();
    for (int from = 0; from < SPANS; from += BATCH) {
      long due = start + from * 1_000_000_000L / PER_SECOND;
      Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
      exporter.export(request(from));
      if (from % PER_SECOND == 0) {
        heap.add(meters.sum("scoring-streams", "jvm_memory_used_bytes", "area=\"heap\"") / MIB);
      }
    }
    row.figure(
        "spans of one trace a second", Math.round(SPANS * 1e9 / (System.nanoTime() - start)));
  }

  /** Traces of other partitions, before the flood and in it. */
  private void waits(long began) {
    int flooded =
        Utils.toPositive(Utils.murmur2(hex().getBytes(StandardCharsets.UTF_8)))
            % installation.kafka().partitions();
    List<Measured> others =
        Latencies.of(installation.kafka()).all().stream()
            .filter(measured -> !measured.trace().equals(hex()))
            .toList();
    List<Measured> before = others.stream().filter(m -> m.atMillis() + m.millis() < began).toList();
    List<Measured> during =
        others.stream().filter(m -> m.atMillis() > began && m.partition() != flooded).toList();
    row.figure("until the interaction, before", Latencies.text(before));
    row.figure("other partitions, during", Latencies.text(during));
    row.figure(
        "the same partition, during",
        Latencies.text(
            others.stream()
                .filter(m -> m.atMillis() > began && m.partition() == flooded)
                .toList()));
    assertThat((double) Latencies.quantile(during, 0.99))
        .as("p99 in other partitions")
        .isLessThan(SLOWER * Latencies.quantile(before, 0.99));
  }

  private long endless() throws Exception {
    long count = 0;
    for (var record : RawRecords.all(installation.kafka(), TopicCatalog.INTERACTIONS)) {
      Interaction interaction = Interaction.parseFrom(record.value());
      if (interaction.getTraceId().equals(hex())) {
        assertThat(interaction.getCompletionReason()).isEqualTo(CompletionReason.CAP_SPANS);
        assertThat(interaction.getRevision()).isEqualTo(1);
        count++;
      }
    }
    return count;
  }

  private ExportTraceServiceRequest request(int from) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int number = from; number < from + BATCH; number++) {
      scope.addSpans(span(number));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build();
  }

  /** An agent that calls a model once and tools for ever. */
  private Span span(int number) {
    long now = System.currentTimeMillis() * 1_000_000;
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(trace)
            .setSpanId(id(number + 1))
            .setParentSpanId(number == 0 ? ByteString.EMPTY : id(1))
            .setStartTimeUnixNano(now)
            .setEndTimeUnixNano(now + 1_000);
    return switch (number) {
      case 0 ->
          span.setName("invoke_agent endless")
              .addAttributes(text("gen_ai.operation.name", "invoke_agent"))
              .build();
      case 1 ->
          span.setName("chat m")
              .addAttributes(text("gen_ai.operation.name", "chat"))
              .addAttributes(
                  text(
                      "gen_ai.output.messages",
                      "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"a\"}]}]"))
              .build();
      default ->
          span.setName("execute_tool step")
              .addAttributes(text("gen_ai.operation.name", "execute_tool"))
              .addAttributes(text("gen_ai.tool.name", "step"))
              .build();
    };
  }

  private String hex() {
    return HexFormat.of().formatHex(trace.toByteArray());
  }

  private static ByteString id(long number) {
    return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(number).array());
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
