package dev.plumbline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.llm.ErrorRates;
import dev.plumbline.standalone.llm.FaultScript;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.standalone.senders.Arrived.Ids;
import dev.plumbline.standalone.verify.Report;
import dev.plumbline.standalone.verify.Row;
import dev.plumbline.standalone.verify.Trees;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.net.PortProber;

/**
 * Real senders, each with every encoding that it has, and once more while ingest or the broker is
 * away in the middle of its traffic. One installation serves all rows.
 */
@Tag("verify")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SendersIT {
  private static final long SEED = 20261128;
  private static final int TRACES = 60;
  private static final int TRACES_UNDER_FAULT = 400;
  private static final Duration NO_PAUSE = Duration.ZERO;
  private static final Duration PACE = Duration.ofMillis(100);

  /** A Collector takes what it is sent whatever happens behind it. */
  private static final Duration SLOW_PACE = Duration.ofMillis(200);

  /** The SDK's own is 10 s, of all attempts together. */
  private static final Duration PATIENT = Duration.ofSeconds(60);

  private static final Path DIR = Report.DIR.resolve("senders").toAbsolutePath();
  private static Installation installation;
  private static Arrived arrived;

  @BeforeAll
  static void start() throws Exception {
    Trees.delete(DIR);
    installation =
        new Installation(
            DIR,
            new ScriptedLlm(0, Duration.ofMillis(50), SEED, ErrorRates.NONE, FaultScript.none()));
    arrived = new Arrived(installation.kafka());
  }

  @AfterAll
  static void stop() throws Exception {
    arrived.close();
    installation.close();
    Trees.delete(DIR.resolve("broker-data"));
    Trees.delete(installation.stateDir());
    assertThat(installation.processes().values())
        .allSatisfy(process -> assertThat(process.exitValue()).isZero());
  }

  @Test
  @Tag("sdk-java")
  void theSdkForJavaArrivesAsItIs() throws Exception {
    Row row = new Row("sdk-java", "OpenTelemetry SDK for Java", SEED);
    Report.THIS_RUN.run(
        row,
        () -> {
          for (String way : List.of("grpc-gzip", "grpc-none", "http-gzip", "http-none")) {
            KnownTraces known = known("java-" + way, TRACES);
            assertThat(new JavaSender(exporter(way)).send(known, NO_PAUSE)).isZero();
            arrived.mustEqual(known, Ids.DRAWN);
            row.figure(way, TRACES + " interactions equal");
          }
          for (String way : List.of("grpc-gzip", "http-gzip")) {
            KnownTraces known = known("java-fault-" + way, TRACES_UNDER_FAULT);
            Outages outages = new Outages(installation, arrived, known.service());
            outages.during(
                () -> assertThat(new JavaSender(exporter(way)).send(known, PACE)).isZero(),
                List.of(outages.brokerSuspended(), outages.ingestKilled()));
            arrived.mustEqual(known, Ids.DRAWN);
            row.figure(way + ", broker suspended, then ingest killed", outages.told());
          }
        });
  }

  @Test
  @Tag("sdk-node")
  void theSdkForNodeArrivesAsItIs() throws Exception {
    Row row = new Row("sdk-node", "OpenTelemetry SDK for Node", SEED);
    Report.THIS_RUN.run(
        row,
        () -> {
          NodeSender node = NodeSender.install(DIR.resolve("node"));
          for (String protocol : List.of("grpc", "http/protobuf", "http/json")) {
            for (String compression : List.of("gzip", "none")) {
              String way = protocol.replace('/', '-') + "-" + compression;
              KnownTraces known = known("node-" + way, TRACES);
              NodeSender.end(node.begin(known, protocol, url(protocol), compression, NO_PAUSE));
              arrived.mustEqual(known, Ids.DRAWN);
              row.figure(way, TRACES + " interactions equal");
            }
          }
          // Its gRPC exporter tries nothing again, whatever it is told.
          KnownTraces known = known("node-fault-http", TRACES_UNDER_FAULT);
          Outages outages = new Outages(installation, arrived, known.service());
          outages.during(
              () ->
                  NodeSender.end(
                      node.begin(known, "http/protobuf", url("http/protobuf"), "gzip", PACE)),
              List.of(outages.brokerSuspended()));
          arrived.mustEqual(known, Ids.DRAWN);
          row.figure("http-protobuf-gzip, broker suspended", outages.told());
        });
  }

  @Test
  @Tag("collector")
  void aCollectorArrivesAsItIs() throws Exception {
    Row row = new Row("collector", "OpenTelemetry Collector over OTLP", SEED);
    Report.THIS_RUN.run(
        row,
        () -> {
          Path binary = Collector.binary();
          List<CollectorMatrix.Way> ways = CollectorMatrix.ways();
          String config =
              CollectorMatrix.config(ways, installation.grpcPort(), installation.httpPort());
          try (Collector collector =
              Collector.start(binary, DIR, "matrix", config, ways.getFirst().port())) {
            for (CollectorMatrix.Way way : ways) {
              KnownTraces known = known("collector-" + way.name(), TRACES);
              CollectorFeed.send(known, way.port(), NO_PAUSE);
              arrived.mustEqual(known, Ids.KEPT);
              row.figure(way.name(), TRACES + " interactions equal");
            }
            List<KnownTraces> known = new ArrayList<>();
            ways.forEach(
                way -> known.add(known("collector-fault-" + way.name(), TRACES_UNDER_FAULT / 2)));
            Outages outages = new Outages(installation, arrived, known.getLast().service());
            outages.during(
                () -> CollectorFeed.sendAll(known, ways, SLOW_PACE),
                List.of(outages.brokerSuspended(), outages.ingestKilled()));
            for (KnownTraces one : known) {
              arrived.mustEqual(one, Ids.KEPT);
            }
            row.figure("all nine, broker suspended, then ingest killed", outages.told());
            assertThat(collector.said("Dropping data")).as("the Collector gave up").isFalse();
          }
          guide(binary, "otlp", Map.of("plumbline:4317", "127.0.0.1:" + installation.grpcPort()));
          row.figure("settings of the guide", "equal");
        });
  }

  @Test
  @Tag("collector-kafka")
  void aCollectorWritesAndReadsOurTopics() throws Exception {
    Row row = new Row("collector-kafka", "OpenTelemetry Collector through Kafka", SEED);
    Report.THIS_RUN.run(
        row,
        () -> {
          Path binary = Collector.binary();
          RawTopics raw = new RawTopics(installation.kafka());
          try (raw) {
            int port = PortProber.findFreePort();
            String defaults = kafkaDefaults(port, installation.kafka().bootstrapServers());
            KnownTraces known = known("kafka-defaults", TRACES);
            try (Collector collector =
                Collector.start(binary, DIR, "kafka-defaults", defaults, port)) {
              CollectorFeed.send(known, port, NO_PAUSE);
              arrived.mustEqual(known, Ids.KEPT);
            }
            RawTopics.Seen seen = raw.seen("kafka-defaults");
            assertThat(seen.withoutKey()).as("the exporter's default is no key").isPositive();
            assertThat(seen.withManyTraces()).as("and many traces a record").isPositive();
            row.figure("defaults: records in otlp_spans", seen);
            guide(
                binary,
                "kafka-exporter",
                Map.of("kafka:9092", installation.kafka().bootstrapServers()));
            RawTopics.Seen direct = raw.seen("guide-kafka-exporter");
            assertThat(direct.withoutKey()).isZero();
            assertThat(direct.rekeyed()).as("records that took a second pass").isZero();
            row.figure("settings of the guide: records in otlp_spans", direct);
          }
          readsWhatIngestWrote(binary, row);
        });
  }

  private void readsWhatIngestWrote(Path binary, Row row) throws Exception {
    KnownTraces known = known("kafka-receiver", TRACES);
    assertThat(new JavaSender(exporter("grpc-gzip")).send(known, NO_PAUSE)).isZero();
    arrived.mustEqual(known, Ids.DRAWN);
    try (Backend backend = new Backend();
        Collector collector =
            Collector.start(
                binary,
                DIR,
                "kafka-receiver",
                Guide.block("kafka-receiver")
                    .replace("kafka:9092", installation.kafka().bootstrapServers())
                    .replace("backend:4318", "127.0.0.1:" + backend.port()),
                0);
        RawTopics raw = new RawTopics(installation.kafka())) {
      raw.mustAllReach(backend);
      row.figure("spans that its receiver read from otlp_spans", backend.spans().size());
    }
  }

  /** What the guide says, with addresses of this test. */
  private void guide(Path binary, String block, Map<String, String> addresses) throws Exception {
    int port = PortProber.findFreePort();
    String config = Guide.block(block).replace("0.0.0.0:4317", "127.0.0.1:" + port);
    for (Map.Entry<String, String> address : addresses.entrySet()) {
      config = config.replace(address.getKey(), address.getValue());
    }
    KnownTraces known = known("guide-" + block, TRACES);
    try (Collector collector = Collector.start(binary, DIR, "guide-" + block, config, port)) {
      CollectorFeed.send(known, port, NO_PAUSE);
      arrived.mustEqual(known, Ids.KEPT);
    }
  }

  private static String kafkaDefaults(int port, String brokers) {
    return """
        receivers:
          otlp:
            protocols:
              grpc: {endpoint: "127.0.0.1:%d"}
        processors:
          batch:
        exporters:
          kafka:
            brokers: ["%s"]
        service:
          pipelines:
            traces:
              receivers: [otlp]
              processors: [batch]
              exporters: [kafka]
        """
        .formatted(port, brokers);
  }

  /** Times in the past, as far apart per sender as windows like. */
  private static KnownTraces known(String service, int count) {
    return KnownTraces.of(
        service,
        SEED + service.hashCode(),
        count,
        System.currentTimeMillis() - Duration.ofMinutes(10).toMillis());
  }

  private static SpanExporter exporter(String way) {
    String compression = way.substring(way.indexOf('-') + 1);
    RetryPolicy policy =
        RetryPolicy.getDefault().toBuilder()
            .setInitialBackoff(Duration.ofSeconds(5))
            .setMaxBackoff(Duration.ofSeconds(15))
            .build();
    return way.startsWith("grpc")
        ? OtlpGrpcSpanExporter.builder()
            .setEndpoint("http://127.0.0.1:" + installation.grpcPort())
            .setCompression(compression)
            .setTimeout(PATIENT)
            .setRetryPolicy(policy)
            .build()
        : OtlpHttpSpanExporter.builder()
            .setEndpoint("http://127.0.0.1:" + installation.httpPort() + "/v1/traces")
            .setCompression(compression)
            .setTimeout(PATIENT)
            .setRetryPolicy(policy)
            .build();
  }

  private static String url(String protocol) {
    return protocol.equals("grpc")
        ? "http://127.0.0.1:" + installation.grpcPort()
        : "http://127.0.0.1:" + installation.httpPort() + "/v1/traces";
  }
}
