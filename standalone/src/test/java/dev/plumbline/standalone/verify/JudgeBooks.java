package dev.plumbline.standalone.verify;

import com.google.protobuf.Message;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.demo.TopicTail;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumRate;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What the topics say of the judge: requests, verdicts, decisions, scores and plans, and everything
 * in which they contradict each other or the draws that follow from the trace ids.
 */
final class JudgeBooks implements AutoCloseable {
  private static final String SALT = "judge-v1";

  private final List<Runnable> polls = new ArrayList<>();
  private final List<TopicTail<?>> tails = new ArrayList<>();
  private final Map<String, List<JudgeRequest>> requests = new HashMap<>();
  private final Map<String, List<Verdict>> verdicts = new HashMap<>();
  private final Map<String, List<Decision>> decisions = new HashMap<>();
  private final Map<String, Score> scores = new HashMap<>();
  private final Map<String, Plan> plans = new HashMap<>();
  private final Map<String, SliWindow> windows = new HashMap<>();
  private final Set<String> interactions = new HashSet<>();

  JudgeBooks(KafkaConfig kafka) {
    tail(
        new TopicTail<>(kafka, TopicCatalog.JUDGE_REQUESTS, JudgeRequest.getDefaultInstance()),
        (key, r) -> add(requests, r.getJudgmentKey(), r));
    tail(
        new TopicTail<>(kafka, TopicCatalog.JUDGE_VERDICTS, Verdict.getDefaultInstance()),
        (key, v) -> add(verdicts, v.getJudgmentKey(), v));
    tail(
        new TopicTail<>(kafka, TopicCatalog.DECISIONS, Decision.getDefaultInstance()),
        (key, d) -> {
          if (d.getEvaluator().getKind() == Evaluator.Kind.JUDGE) {
            add(decisions, d.getInteractionId(), d);
          }
        });
    tail(
        new TopicTail<>(kafka, TopicCatalog.SCORES, Score.getDefaultInstance()),
        (key, s) -> {
          if (s.getEvaluator().getKind() == Evaluator.Kind.JUDGE) {
            scores.put(s.getInteractionId() + "|" + s.getEvaluator().getId(), s);
          }
        });
    tail(
        new TopicTail<>(kafka, TopicCatalog.PLANS, Plan.getDefaultInstance()),
        (key, p) -> plans.put(p.getPlanId(), p));
    tail(
        new TopicTail<>(kafka, TopicCatalog.SLI_WINDOWS, SliWindow.getDefaultInstance()),
        windows::put);
    tail(
        new TopicTail<>(kafka, TopicCatalog.INTERACTIONS, Interaction.getDefaultInstance()),
        (key, i) -> {
          if (i.getSupersededBy().isEmpty()) {
            interactions.add(i.getInteractionId());
          }
        });
  }

  private <T extends Message> void tail(TopicTail<T> tail, BiConsumer<String, T> sink) {
    tails.add(tail);
    polls.add(() -> tail.toEnd(sink));
  }

  private static <T> void add(Map<String, List<T>> lists, String key, T value) {
    lists.computeIfAbsent(key, none -> new ArrayList<>()).add(value);
  }

  /** Reads on to the topics' present ends. */
  void read() {
    polls.forEach(Runnable::run);
  }

  /** The last decision of every interaction. */
  Collection<Decision> last() {
    List<Decision> last = new ArrayList<>();
    decisions
        .values()
        .forEach(
            all ->
                last.add(
                    all.stream().max(Comparator.comparingInt(Decision::getSeq)).orElseThrow()));
    return last;
  }

  Collection<Verdict> verdicts() {
    return verdicts.values().stream().map(List::getFirst).toList();
  }

  Map<VerdictStatus, Integer> statuses() {
    Map<VerdictStatus, Integer> counts = new TreeMap<>();
    verdicts().forEach(v -> counts.merge(v.getStatus(), 1, Integer::sum));
    return counts;
  }

  Map<LedgerOutcome, Integer> outcomes() {
    Map<LedgerOutcome, Integer> counts = new TreeMap<>();
    last().forEach(d -> counts.merge(d.getOutcome(), 1, Integer::sum));
    return counts;
  }

  Collection<SliWindow> windows() {
    return windows.values();
  }

  Map<String, Plan> plans() {
    return plans;
  }

  /** Everything that must not be; empty when the books are right. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!decisions.keySet().equals(interactions)) {
      problems.add(interactions.size() + " interactions, " + decisions.size() + " with a decision");
    }
    requests.forEach(
        (key, all) -> {
          if (all.size() != 1) {
            problems.add(all.size() + " requests for judgment " + key);
          }
          int answers = verdicts.getOrDefault(key, List.of()).size();
          if (answers != 1) {
            problems.add(answers + " verdicts for judgment " + key);
          }
        });
    verdicts.keySet().stream()
        .filter(key -> !requests.containsKey(key))
        .forEach(key -> problems.add("a verdict that nobody asked for: " + key));
    decisions.values().forEach(all -> decided(all, problems));
    return problems;
  }

  private void decided(List<Decision> all, List<String> problems) {
    Set<LedgerOutcome> ends = new HashSet<>();
    Set<Integer> numbers = new HashSet<>();
    for (Decision decision : all) {
      if (decision.getReason().equals("content_changed")) {
        // How judging the old content ended is no outcome of the new one.
        ends.clear();
      }
      if (!numbers.add(decision.getSeq())) {
        problems.add("number " + decision.getSeq() + " twice in " + decision.getInteractionId());
      }
      // Before its content came, an answer could not be judged; that is decided when it comes.
      boolean awaited =
          !decision.getEligible()
              && decision.getOutcome() == LedgerOutcome.SKIP_NOT_SCORABLE
              && !decision.equals(all.getLast());
      if (decision.getOutcome() != LedgerOutcome.PENDING && !awaited) {
        ends.add(decision.getOutcome());
      }
      if (decision.getEligible()) {
        drawn(decision, problems);
      }
    }
    if (ends.size() != 1) {
      problems.add(ends + " are the outcomes of " + all.getFirst().getInteractionId());
    }
  }

  /** The decision again: from the trace id, and the plan that it names. */
  private void drawn(Decision decision, List<String> problems) {
    long draw = draw(decision.getTraceId());
    boolean asked = !decision.getJudgmentKey().isEmpty();
    if (draw != decision.getDraw()
        || asked != draw < decision.getThreshold()
        || asked == (decision.getOutcome() == LedgerOutcome.SAMPLED_OUT)) {
      problems.add("not as drawn: " + decision.getTraceId() + " with " + draw);
    }
    Plan plan = plans.get(decision.getPlanId());
    if (plan == null) {
      problems.add("no plan " + decision.getPlanId());
      return;
    }
    Set<Long> thresholds = new HashSet<>();
    for (StratumRate rate : plan.getRatesList()) {
      if (rate.getStratum().equals(decision.getStratum())) {
        thresholds.add(threshold(rate.getPi()));
      }
    }
    if (!thresholds.contains(decision.getThreshold())) {
      problems.add("threshold of " + decision.getTraceId() + " stands in no rate of its plan");
    }
  }

  /** The first 56 bits of SHA-256(salt, the 16 bytes of the trace id). */
  static long draw(String traceId) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(SALT.getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest(HexFormat.of().parseHex(traceId));
      return new BigInteger(1, Arrays.copyOf(hash, 7)).longValueExact();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long threshold(double pi) {
    return new BigDecimal(pi)
        .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(56)))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /** Answers of the judge to a criterion by interaction. */
  Map<String, Score> scores(String metric) {
    Map<String, Score> found = new TreeMap<>();
    scores.values().stream()
        .filter(score -> score.getEvaluator().getId().equals(metric))
        .forEach(score -> found.put(score.getInteractionId(), score));
    return found;
  }

  @Override
  public void close() {
    tails.forEach(TopicTail::close);
  }
}
