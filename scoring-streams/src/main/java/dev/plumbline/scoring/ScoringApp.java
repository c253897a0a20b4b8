package dev.plumbline.scoring;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.admin.AdminServer;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.reload.ConfigWatch;
import dev.plumbline.scoring.deadletter.DeadLetters;
import dev.plumbline.topics.TopicCatalog;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scoring service: one Kafka Streams application. */
public final class ScoringApp implements Component {
  private static final Logger LOGGER = LoggerFactory.getLogger(ScoringApp.class);
  private static final Duration DRAIN = Duration.ofSeconds(25);

  private final KafkaConfig kafka;
  private final ConfigWatch watch;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics streamsMetrics;
  private final AdminServer admin;

  /** Wires the service from sections {@code kafka} and {@code scoring} and the hot files. */
  public ScoringApp(ConfigDirectory config, PrometheusMeterRegistry metrics) {
    Clock clock = Clock.systemUTC();
    watch = new ConfigWatch(config, metrics, clock);
    ScoringConfig scoring = watch.cold("scoring", ScoringConfig.class);
    kafka = watch.cold("kafka", KafkaConfig.class);
    ScoringMetrics counters = new ScoringMetrics(metrics);
    ScoringTopology topology =
        new ScoringTopology(
            scoring,
            kafka,
            watch.hot(ConfigDirectory.CHECKS, CheckSuite::parse),
            watch.hot(ConfigDirectory.SAMPLING, SamplingPolicy::parse),
            counters,
            clock);
    streams =
        new KafkaStreams(
            topology.get(),
            StreamsSettings.of(
                scoring,
                new KafkaSettings(kafka),
                new DeadLetters(
                    TopicCatalog.DEAD_LETTERS.name(kafka.topicPrefix()), counters, clock)));
    streams.setUncaughtExceptionHandler(
        failure -> {
          LOGGER.atError().setCause(failure).log("a stream thread failed and is replaced");
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    streamsMetrics = new KafkaStreamsMetrics(streams);
    streamsMetrics.bindTo(metrics);
    admin = new AdminServer(scoring.admin(), metrics, this::check, watch::configz);
  }

  @Override
  public void start() {
    Topics.ensure(kafka, TopicCatalog.ALL);
    admin.start();
    watch.start();
    streams.start();
  }

  @Override
  public Health check() {
    KafkaStreams.State state = streams.state();
    return state == KafkaStreams.State.RUNNING
        ? Health.up()
        : Health.down("Kafka Streams is " + state);
  }

  @Override
  public void close() {
    streams.close(DRAIN);
    streamsMetrics.close();
    watch.close();
    admin.close();
  }
}
