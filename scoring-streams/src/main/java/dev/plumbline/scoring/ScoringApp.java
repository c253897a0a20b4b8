package dev.plumbline.scoring;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.redaction.Kind;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.admin.AdminServer;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.SamplingFile;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.redaction.RedactionConfig;
import dev.plumbline.runtime.reload.ConfigWatch;
import dev.plumbline.scoring.deadletter.DeadLetters;
import dev.plumbline.topics.TopicCatalog;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scoring service: one Kafka Streams application. */
public final class ScoringApp implements Component {
  private static final Logger LOGGER = LoggerFactory.getLogger(ScoringApp.class);
  private static final Duration DRAIN = Duration.ofSeconds(25);

  private final KafkaConfig kafka;
  private final ConfigWatch watch;
  private final PrometheusMeterRegistry registry;
  private final Topology topology;
  private final Properties settings;
  private final LocalState state;
  private final AdminServer admin;
  private volatile @Nullable KafkaStreams streams;
  private @Nullable KafkaStreamsMetrics streamsMetrics;

  /**
   * Wires the service from sections {@code kafka}, {@code redaction} and {@code scoring} and the
   * hot files.
   *
   * @throws dev.plumbline.runtime.config.ConfigException when one of them cannot be used
   */
  public ScoringApp(ConfigDirectory config, PrometheusMeterRegistry registry) {
    this.registry = registry;
    Clock clock = Clock.systemUTC();
    watch = new ConfigWatch(config, registry, clock);
    ScoringConfig scoring = watch.cold("scoring", ScoringConfig.class);
    kafka = watch.cold("kafka", KafkaConfig.class);
    RedactionConfig section = watch.cold("redaction", RedactionConfig.class);
    Redaction redaction =
        section.make(
            config,
            (key, kinds) ->
                section.keyFile() == null
                    ? Redaction.ofOneStart(key, Kind.named(kinds))
                    : Redaction.of(key, Kind.named(kinds)));
    ScoringMetrics counters = new ScoringMetrics(registry);
    topology =
        new ScoringTopology(
                scoring,
                kafka,
                redaction,
                watch.hot(ConfigDirectory.CHECKS, CheckSuite::parse),
                watch.hot(
                    ConfigDirectory.SAMPLING,
                    SamplingFile.INPUTS,
                    read -> SamplingFile.read(read, SamplingPolicy::parse)),
                counters,
                clock)
            .get();
    settings =
        StreamsSettings.of(
            scoring,
            new KafkaSettings(kafka),
            new DeadLetters(TopicCatalog.DEAD_LETTERS.name(kafka.topicPrefix()), counters, clock));
    state = new LocalState(scoring.stateDir(), scoring.applicationId());
    admin = new AdminServer(scoring.admin(), registry, this::check, watch::configz);
  }

  @Override
  public void start() {
    Topics.ensure(kafka, TopicCatalog.ALL);
    admin.start();
    watch.start();
    // Made here and not in the constructor, since it takes the state directory for itself.
    KafkaStreams starting = new KafkaStreams(topology, settings);
    streams = starting;
    starting.setUncaughtExceptionHandler(
        failure -> {
          LOGGER.atError().setCause(failure).log("a stream thread failed and is replaced");
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    starting.setStateListener(ScoringApp::tell);
    streamsMetrics = new KafkaStreamsMetrics(starting);
    streamsMetrics.bindTo(registry);
    state.open(starting::cleanUp);
    starting.start();
  }

  /** What Kafka's own lines of a fence or a lost session leave open: whether work goes on. */
  private static void tell(KafkaStreams.State now, KafkaStreams.State before) {
    if (now == KafkaStreams.State.RUNNING) {
      LOGGER.atInfo().log("scoring is at work");
    } else if (before == KafkaStreams.State.RUNNING && now == KafkaStreams.State.REBALANCING) {
      LOGGER.atInfo().log("scoring waits: its partitions are being shared out again");
    }
  }

  @Override
  public Health check() {
    KafkaStreams running = streams;
    if (running == null) {
      return Health.down("Kafka Streams is not started");
    }
    KafkaStreams.State state = running.state();
    return state == KafkaStreams.State.RUNNING
        ? Health.up()
        : Health.down("Kafka Streams is " + state);
  }

  @Override
  public void close() {
    KafkaStreams running = streams;
    if (running != null && running.close(DRAIN)) {
      state.closed();
    }
    if (streamsMetrics != null) {
      streamsMetrics.close();
    }
    watch.close();
    admin.close();
  }
}
