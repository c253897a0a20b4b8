package dev.plumbline.standalone.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import dev.plumbline.v1.Score;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.ObjIntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The other forms of scores: each committed score stands once in each of them, and nothing else.
 */
public final class Mirrors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Mirrors() {}

  /** Reads a value to {@code score id-revision}. */
  private interface Identity {
    String of(byte[] value) throws IOException;
  }

  /**
   * Everything that differs; empty when the three topics say the same.
   *
   * @param figures takes how many records each topic has
   */
  public static List<String> problems(KafkaConfig kafka, ObjIntConsumer<String> figures)
      throws IOException {
    Map<String, Integer> scores =
        counts(kafka, TopicCatalog.SCORES, value -> id(Score.parseFrom(value)));
    figures.accept("records on scores.v1", scores.values().stream().mapToInt(n -> n).sum());
    List<String> problems = new ArrayList<>();
    twice("scores.v1", scores, problems);
    for (Map.Entry<TopicSpec, Identity> mirror :
        Map.<TopicSpec, Identity>of(
                TopicCatalog.SCORES_JSON, Mirrors::json, TopicCatalog.SCORES_OTLP, Mirrors::event)
            .entrySet()) {
      String name = mirror.getKey().baseName();
      Map<String, Integer> found = counts(kafka, mirror.getKey(), mirror.getValue());
      twice(name, found, problems);
      figures.accept("records on " + name, found.values().stream().mapToInt(n -> n).sum());
      if (!found.keySet().equals(scores.keySet())) {
        problems.add(
            name
                + " has "
                + found.size()
                + " scores, scores.v1 has "
                + scores.size()
                + " or others");
      }
    }
    return problems;
  }

  private static void twice(String topic, Map<String, Integer> counts, List<String> problems) {
    counts.forEach(
        (id, n) -> {
          if (n > 1) {
            problems.add(id + " stands " + n + " times on " + topic);
          }
        });
  }

  private static Map<String, Integer> counts(KafkaConfig kafka, TopicSpec topic, Identity identity)
      throws IOException {
    BinaryOperator<Integer> sum = Integer::sum;
    Map<String, Integer> counts = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : RawRecords.all(kafka, topic)) {
      counts.merge(identity.of(record.value()), 1, sum);
    }
    return counts;
  }

  private static String json(byte[] value) throws IOException {
    JsonNode score = JSON.readTree(value);
    return score.get("scoreId").textValue() + "-" + score.get("revision").intValue();
  }

  private static String event(byte[] value) throws IOException {
    return ExportLogsServiceRequest.parseFrom(value)
        .getResourceLogs(0)
        .getScopeLogs(0)
        .getLogRecords(0)
        .getAttributesList()
        .stream()
        .filter(attribute -> attribute.getKey().equals("log.record.uid"))
        .map(KeyValue::getValue)
        .findFirst()
        .orElseThrow()
        .getStringValue();
  }

  private static String id(Score score) {
    return score.getScoreId() + "-" + score.getRevision();
  }
}
