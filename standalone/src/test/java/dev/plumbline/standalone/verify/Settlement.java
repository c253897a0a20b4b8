package dev.plumbline.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.oracle.Comparison;
import dev.plumbline.standalone.oracle.Found;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The end of a row: reads as long as there is news on the topics and they are not yet as they must
 * be, notes the figures, and fails on any difference. What is late is not wrong; what is wrong when
 * nothing moves any more is.
 */
final class Settlement {
  /** Longer than a static member that has left is waited for. */
  private static final long QUIET_NANOS = Duration.ofSeconds(90).toNanos();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaConfig kafka;
  private final Supplier<Optional<String>> status;
  private final List<Load.Sent> sent;
  private final Row row;
  private final Comparison.Of of;

  /** Of everything. */
  Settlement(Installation installation, List<Load.Sent> sent, Row row) {
    this(installation, sent, row, Comparison.Of.EVERYTHING);
  }

  /** Of a part. */
  Settlement(Installation installation, List<Load.Sent> sent, Row row, Comparison.Of of) {
    this(installation.kafka(), () -> installation.console("/api/status"), sent, row, of);
  }

  /**
   * Of an installation anywhere.
   *
   * @param status what its page answers at {@code /api/status}; empty when it does not
   */
  Settlement(
      KafkaConfig kafka,
      Supplier<Optional<String>> status,
      List<Load.Sent> sent,
      Row row,
      Comparison.Of of) {
    this.kafka = kafka;
    this.status = status;
    this.sent = sent;
    this.row = row;
    this.of = of;
  }

  void reach() throws Exception {
    long ended = System.nanoTime();
    try (Found found = new Found(kafka)) {
      long news = ended;
      long records = -1;
      List<String> differences = List.of("nothing read");
      while (!differences.isEmpty() && System.nanoTime() - news < QUIET_NANOS) {
        Thread.sleep(1_000);
        found.read();
        if (found.records() == records) {
          differences = differences(found);
        } else {
          records = found.records();
          news = System.nanoTime();
        }
      }
      row.figure("seconds from the last export to the last number", seconds(ended));
      figures(found);
      assertThat(differences).as("differences to the independent computation").isEmpty();
    }
  }

  private List<String> differences(Found found) throws JsonProcessingException {
    List<String> differences =
        new ArrayList<>(
            Comparison.differences(
                of,
                found,
                traces(sent.stream().filter(Load.Sent::acknowledged)),
                traces(sent.stream().filter(one -> !one.acknowledged()))));
    int onThePage = JSON.readTree(status.get().orElse("{}")).path("requests").asInt();
    if (onThePage != found.answers().size()) {
      differences.add(
          "the page knows " + onThePage + " requests, the topic " + found.answers().size());
    }
    return differences;
  }

  private void figures(Found found) {
    row.figure("traces sent", sent.size());
    row.figure("of them never acknowledged", sent.stream().filter(s -> !s.acknowledged()).count());
    row.figure("spans in Kafka", found.spans().size());
    row.figure("spans on the wire", found.spanRecords());
    row.figure("interactions", found.answers().size());
    row.figure("of them revised", found.revised());
    row.figure("parts of others, found too early", found.superseded());
    row.figure("scores", found.scores().size());
    row.figure("verdicts", found.verdicts("helpful").size());
    row.figure("windows", found.windows().size());
    row.figure(
        "ledger of spans",
        found.spanLedger().terms().stream().map(t -> t.count() + " " + t.label()).toList());
    row.figure("dead letters", found.deadLetters());
    row.figure("ledger", counts(found.decisions()));
  }

  private static Map<String, Long> counts(Map<String, String> decisions) {
    Map<String, Long> counts = new TreeMap<>();
    decisions.forEach(
        (key, outcome) ->
            counts.merge(key.substring(key.indexOf('|') + 1) + " " + outcome, 1L, Long::sum));
    return counts;
  }

  private static String seconds(long since) {
    return "%.0f".formatted((System.nanoTime() - since) / 1e9);
  }

  private static List<GeneratedTrace> traces(Stream<Load.Sent> sent) {
    return sent.map(Load.Sent::trace).toList();
  }
}
