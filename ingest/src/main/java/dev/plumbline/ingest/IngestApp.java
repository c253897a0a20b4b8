package dev.plumbline.ingest;

import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.BytesInFlight;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.publish.KafkaPublisher;
import dev.plumbline.ingest.receive.HttpBodies;
import dev.plumbline.ingest.receive.OtlpGrpcServer;
import dev.plumbline.ingest.receive.OtlpHttpServer;
import dev.plumbline.runtime.admin.AdminServer;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Components;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import dev.plumbline.topics.TopicCatalog;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.LoggerFactory;

/** The ingest service: OTLP in, Kafka out. */
public final class IngestApp implements Component {
  private static final int MAX_BLOCK_MILLIS = 1_000;

  private final KafkaConfig kafka;
  private final Producer<String, byte[]> producer;
  private final KafkaClientMetrics producerMetrics;
  private final OtlpGrpcServer grpc;
  private final OtlpHttpServer http;
  private final Components parts;

  /** Wires the service from sections {@code kafka} and {@code ingest}. */
  public IngestApp(ConfigDirectory config, PrometheusMeterRegistry metrics) {
    IngestConfig ingest = config.bind("ingest", IngestConfig.class);
    kafka = config.bind("kafka", KafkaConfig.class);
    producer = producer(kafka);
    producerMetrics = new KafkaClientMetrics(producer);
    producerMetrics.bindTo(metrics);
    BytesInFlight budget = new BytesInFlight(ingest.limits().maxInFlight().bytes());
    IngestMetrics counts = new IngestMetrics(metrics, budget);
    RepeatedFailureLog failures =
        new RepeatedFailureLog(
            LoggerFactory.getLogger(KafkaPublisher.class),
            "Kafka did not acknowledge; senders are told to try again",
            Clock.systemUTC());
    Exporter exporter =
        new Exporter(
            new KafkaPublisher(producer, ingest.tenant(), failures), counts, ingest.limits());
    BodyReader bodies = new BodyReader(ingest.limits(), budget);
    grpc = new OtlpGrpcServer(ingest.grpc(), ingest.limits(), bodies, exporter, counts);
    http =
        new OtlpHttpServer(
            ingest.http(), new HttpBodies(ingest.limits(), bodies), exporter, counts);
    AdminServer admin =
        new AdminServer(
            ingest.admin(), metrics, new KafkaReachable(producer), config::redactedYaml);
    parts = new Components(List.of(admin, grpc, http));
  }

  @Override
  public void start() {
    Topics.ensure(kafka, List.of(TopicCatalog.OTLP_SPANS, TopicCatalog.OTLP_LOGS));
    parts.start();
  }

  /** The port of OTLP/gRPC. */
  public int grpcPort() {
    return grpc.port();
  }

  /** The port of OTLP/HTTP. */
  public int httpPort() {
    return http.port();
  }

  @Override
  public Health check() {
    return parts.check();
  }

  /** Stops taking requests, then waits for Kafka to have what was taken. */
  @Override
  public void close() {
    parts.close();
    producer.close(Duration.ofSeconds(15));
    producerMetrics.close();
  }

  private static Producer<String, byte[]> producer(KafkaConfig kafka) {
    Map<String, Object> settings = new KafkaSettings(kafka).producer("plumbline-ingest");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }
}
