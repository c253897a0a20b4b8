package dev.plumbline.judge;

import dev.plumbline.judge.work.JudgeLoop;
import dev.plumbline.judge.work.JudgeMetrics;
import dev.plumbline.runtime.admin.AdminServer;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Components;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The judge worker: requests in, verdicts out. */
public final class JudgeApp implements Component {
  private static final int MAX_POLL = 500;

  private final KafkaConfig kafka;
  private final Components parts;

  /** Wires the service from sections {@code kafka} and {@code judge} and the rubric files. */
  public JudgeApp(ConfigDirectory config, PrometheusMeterRegistry metrics) {
    JudgeConfig judge = config.bind("judge", JudgeConfig.class);
    kafka = config.bind("kafka", KafkaConfig.class);
    KafkaSettings settings = new KafkaSettings(kafka);
    Map<String, Object> consumer = settings.consumer("plumbline-judge", judge.groupId());
    consumer.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, judge.instanceId());
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL);
    String transactionalId = judge.groupId() + "-" + judge.instanceId();
    JudgeLoop loop =
        new JudgeLoop(
            new KafkaConsumer<>(
                consumer,
                new StringDeserializer(),
                ProtoSerde.of(JudgeRequest.getDefaultInstance()).deserializer()),
            new KafkaProducer<>(
                settings.transactionalProducer("plumbline-judge", transactionalId),
                new StringSerializer(),
                ProtoSerde.of(Verdict.getDefaultInstance()).serializer()),
            new Judges(config, judge),
            judge.limits(),
            new JudgeMetrics(metrics),
            Clock.systemUTC(),
            TopicCatalog.JUDGE_REQUESTS.name(kafka.topicPrefix()),
            TopicCatalog.JUDGE_VERDICTS.name(kafka.topicPrefix()));
    parts =
        new Components(
            List.of(
                new AdminServer(judge.admin(), metrics, loop::check, config::redactedYaml), loop));
  }

  @Override
  public void start() {
    Topics.ensure(kafka, List.of(TopicCatalog.JUDGE_REQUESTS, TopicCatalog.JUDGE_VERDICTS));
    parts.start();
  }

  @Override
  public Health check() {
    return parts.check();
  }

  @Override
  public void close() {
    parts.close();
  }
}
