package dev.plumbline.ingest;

import dev.plumbline.evaluation.capture.Capture;
import dev.plumbline.evaluation.redaction.Kind;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.BytesInFlight;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMeters;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.ingest.admission.TenantContent;
import dev.plumbline.ingest.admission.TenantRates;
import dev.plumbline.ingest.auth.AuthConfig;
import dev.plumbline.ingest.auth.Authenticator;
import dev.plumbline.ingest.auth.CertificateHolders;
import dev.plumbline.ingest.auth.KeyHolders;
import dev.plumbline.ingest.auth.Keys;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.publish.KafkaPublisher;
import dev.plumbline.ingest.publish.KafkaReachability;
import dev.plumbline.ingest.publish.TopicLeaders;
import dev.plumbline.ingest.receive.OtlpGrpcServer;
import dev.plumbline.ingest.receive.OtlpHttpServer;
import dev.plumbline.ingest.tls.ServerTls;
import dev.plumbline.ingest.tls.TlsFiles;
import dev.plumbline.runtime.admin.AdminServer;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Components;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import dev.plumbline.runtime.metrics.KafkaMeters;
import dev.plumbline.runtime.redaction.RedactionConfig;
import dev.plumbline.runtime.reload.ConfigWatch;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import io.github.bucket4j.TimeMeter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The ingest service: OTLP in, Kafka out. */
public final class IngestApp implements Component {
  private static final String CLIENT_ID = "plumbline-ingest";
  private static final List<TopicSpec> TOPICS =
      List.of(TopicCatalog.OTLP_SPANS, TopicCatalog.OTLP_LOGS);
  private static final Duration ASK_KAFKA_EVERY = Duration.ofSeconds(1);

  private final KafkaConfig kafka;
  private final KafkaMeters kafkaMeters;
  private final TopicLeaders leaders;
  private final OtlpGrpcServer grpc;
  private final OtlpHttpServer http;
  private final Components work;
  private final Components parts;
  private volatile boolean draining;

  /** Wires the service from sections {@code kafka}, {@code redaction} and {@code ingest}. */
  public IngestApp(ConfigDirectory config, PrometheusMeterRegistry registry) {
    ConfigWatch watch = new ConfigWatch(config, registry, Clock.systemUTC());
    kafka = watch.cold("kafka", KafkaConfig.class);
    IngestConfig ingest = watch.cold("ingest", IngestConfig.class);
    LimitsConfig limits = ingest.limits();
    KafkaSettings settings = new KafkaSettings(kafka);
    kafkaMeters = new KafkaMeters(registry);
    leaders =
        new TopicLeaders(
            () -> Admin.create(settings.admin(CLIENT_ID)),
            TOPICS.stream().map(topic -> topic.name(kafka.topicPrefix())).toList());
    KafkaReachability reachability = new KafkaReachability(leaders, ASK_KAFKA_EVERY);
    KafkaPublisher publisher =
        new KafkaPublisher(
            () -> kafkaMeters.bind(IngestProducer.connect(settings, CLIENT_ID, limits)),
            reachability,
            new RepeatedFailureLog(
                LoggerFactory.getLogger(KafkaPublisher.class),
                "Kafka did not acknowledge; senders are told to try again",
                Clock.systemUTC()));
    BytesInFlight budget = budget(ingest);
    IngestMetrics metrics = new IngestMeters(registry, budget);
    BodyReader bodies = new BodyReader(limits, budget);
    TenantContent content = content(config, watch, metrics);
    Exporter exporter = new Exporter(publisher, metrics, limits, rates(watch), content);
    Authenticator senders = senders(ingest, watch);
    ServerTls tls = tls(ingest, watch);
    grpc = new OtlpGrpcServer(ingest.grpc(), tls, senders, limits, bodies, exporter, metrics);
    http = new OtlpHttpServer(ingest.http(), tls, senders, limits, bodies, exporter, metrics);
    work = new Components(List.of(reachability, publisher, grpc, http));
    AdminServer admin = new AdminServer(ingest.admin(), registry, this::check, watch::configz);
    parts = new Components(List.of(admin, watch, work));
  }

  private static Authenticator senders(IngestConfig ingest, ConfigWatch watch) {
    AuthConfig auth = ingest.auth();
    if (!auth.asksForCredentials()) {
      return Authenticator.everybodyIs(new Tenant(ingest.tenant()));
    }
    RepeatedFailureLog refusals =
        new RepeatedFailureLog(
            LoggerFactory.getLogger(Authenticator.class),
            "a sender was refused for its credential; it drops what it wanted to send",
            Clock.systemUTC());
    Map<String, Tenant> names = new HashMap<>();
    auth.certificates().forEach((name, tenant) -> names.put(name, new Tenant(tenant)));
    Authenticator byCertificate = new CertificateHolders(names, refusals);
    if (auth.keys() == null) {
      return byCertificate;
    }
    Authenticator byKey =
        new KeyHolders(watch.hotFolder("keys", auth.keys(), Keys::parse), refusals);
    return names.isEmpty() ? byKey : Authenticator.either(byKey, byCertificate);
  }

  private static BytesInFlight budget(IngestConfig ingest) {
    long bytes = ingest.limits().maxInFlight().bytes();
    return ingest.auth().asksForCredentials()
        ? BytesInFlight.shared(bytes)
        : BytesInFlight.ofOne(bytes);
  }

  private static TenantRates rates(ConfigWatch watch) {
    Supplier<IngestConfig> latest =
        watch.hot(
            "rates",
            List.of("ingest.rate", "ingest.tenants"),
            config -> config.bind("ingest", IngestConfig.class));
    return new TenantRates(tenant -> latest.get().rate(tenant), TimeMeter.SYSTEM_NANOTIME);
  }

  private static TenantContent content(
      ConfigDirectory config, ConfigWatch watch, IngestMetrics metrics) {
    RedactionConfig tokens = watch.cold("redaction", RedactionConfig.class);
    Redaction redaction = tokens.make(config, (key, kinds) -> Redaction.of(key, Kind.named(kinds)));
    Supplier<IngestConfig> latest =
        watch.hot(
            "content",
            List.of("ingest.content", "ingest.tenants"),
            now -> withKey(now.bind("ingest", IngestConfig.class), tokens, now));
    return new TenantContent(
        tenant -> latest.get().content(tenant), new Capture(redaction), metrics);
  }

  /** Spans of one trace may come to several replicas, whose tokens must be the same. */
  private static IngestConfig withKey(
      IngestConfig ingest, RedactionConfig tokens, ConfigDirectory config) {
    if (ingest.makesTokens() && tokens.keyFile() == null) {
      throw new ConfigException(
          config.path().resolve(ConfigDirectory.FILE).toString(),
          List.of(
              "redaction.keyFile: found nothing, expected a file with "
                  + RedactionConfig.EXPECTED
                  + ", since content of a tenant is redacted or metadata"));
    }
    return ingest;
  }

  private static @Nullable ServerTls tls(IngestConfig ingest, ConfigWatch watch) {
    boolean clients = !ingest.auth().certificates().isEmpty();
    return ingest.tls() == null
        ? null
        : new ServerTls(
            watch.hotFolder("tls", ingest.tls(), files -> TlsFiles.parse(files, clients)), clients);
  }

  @Override
  public void start() {
    OtlpHttpServer.limitConnections();
    Topics.ensure(kafka, TOPICS);
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

  /** Up while requests can be taken and Kafka can be reached. */
  @Override
  public Health check() {
    return draining ? Health.down("draining") : work.check();
  }

  /** Stops taking requests, answers those taken, then waits for Kafka to have what was sent. */
  @Override
  public void close() {
    draining = true;
    parts.close();
    leaders.close();
    kafkaMeters.close();
  }
}
