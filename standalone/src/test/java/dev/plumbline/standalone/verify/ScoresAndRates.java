package dev.plumbline.standalone.verify;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.demo.TopicTail;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Score;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which traces have scores on the public topics, and with which rates the judge was decided on. */
final class ScoresAndRates implements AutoCloseable {
  private final Set<String> scored = new HashSet<>();
  private final Map<String, Double> rates = new HashMap<>();
  private final TopicTail<Score> scores;
  private final TopicTail<Decision> decisions;

  ScoresAndRates(KafkaConfig kafka) {
    scores = new TopicTail<>(kafka, TopicCatalog.SCORES, Score.getDefaultInstance());
    decisions = new TopicTail<>(kafka, TopicCatalog.DECISIONS, Decision.getDefaultInstance());
  }

  /** Reads what came since. */
  void read() {
    scores.poll((trace, score) -> scored.add(trace));
    decisions.poll(
        (trace, decision) -> {
          if (decision.getEvaluator().getKind() == Evaluator.Kind.JUDGE && decision.getPi() > 0) {
            rates.put(trace, decision.getPi());
          }
        });
  }

  /** Traces with a score. */
  Set<String> scored() {
    return scored;
  }

  /** The probabilities that these traces were decided with. */
  Set<Double> rates(Set<String> traces) {
    return traces.stream().filter(rates::containsKey).map(rates::get).collect(Collectors.toSet());
  }

  /** All probabilities so far. */
  Set<Double> rates() {
    return Set.copyOf(rates.values());
  }

  @Override
  public void close() {
    scores.close();
    decisions.close();
  }
}
