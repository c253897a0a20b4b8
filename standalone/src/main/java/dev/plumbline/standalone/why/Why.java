package dev.plumbline.standalone.why;

import dev.plumbline.evaluation.sampling.Explanation;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Why the answers of one trace were scored, or were not, by every evaluator. */
public final class Why {
  private final Map<String, Map<String, Decision>> decisions = new LinkedHashMap<>();
  private final Map<String, Verdict> verdicts = new TreeMap<>();
  private final Map<String, Map<String, Score>> scores = new TreeMap<>();
  private final Map<String, Signal> signals = new LinkedHashMap<>();

  /**
   * What was read.
   *
   * @param decided every entry of the ledger; the highest number of an evaluator counts
   * @param said every verdict; the first of a judgment counts
   * @param scored every score; the highest revision counts
   * @param done every signal; of one id the last counts
   */
  public Why(List<Decision> decided, List<Verdict> said, List<Score> scored, List<Signal> done) {
    decided.stream()
        .sorted(Comparator.comparingInt(Decision::getSeq))
        .forEach(
            decision ->
                decisions
                    .computeIfAbsent(decision.getInteractionId(), id -> new TreeMap<>())
                    .put(decision.getEvaluator().getId(), decision));
    done.forEach(signal -> signals.put(signal.getSignalId(), signal));
    said.forEach(verdict -> verdicts.putIfAbsent(verdict.getJudgmentKey(), verdict));
    scored.stream()
        .sorted(Comparator.comparingInt(Score::getRevision))
        .forEach(
            score ->
                scores
                    .computeIfAbsent(score.getInteractionId(), id -> new TreeMap<>())
                    .put(score.getEvaluator().getId(), score));
  }

  /** Whether nothing is known of the trace. */
  public boolean isEmpty() {
    return decisions.isEmpty();
  }

  /** Prints every answer with every evaluator. */
  public void print(PrintWriter out) {
    decisions.forEach(
        (interaction, byEvaluator) -> {
          Decision any = byEvaluator.values().iterator().next();
          out.printf("answer %s, revision %d%n", interaction, any.getRevision());
          out.printf("  %s%n", slice(any.getSlice()));
          byEvaluator.forEach((evaluator, decision) -> print(out, decision));
        });
    signals.values().forEach(signal -> print(out, signal));
    out.flush();
  }

  private void print(PrintWriter out, Decision decision) {
    out.printf("  %s %s%n", decision.getEvaluator().getId(), decision.getEvaluator().getVersion());
    Optional<Verdict> verdict = Optional.ofNullable(verdicts.get(decision.getJudgmentKey()));
    Explanation.of(decision, verdict).forEach(line -> out.printf("    %s%n", line));
    scores.getOrDefault(decision.getInteractionId(), Map.of()).values().stream()
        .filter(Score::hasValue)
        .filter(score -> isOf(score.getEvaluator().getId(), decision.getEvaluator().getId()))
        .forEach(score -> ScoreText.of(score).forEach(line -> out.printf("    %s%n", line)));
  }

  /** Of the whole trace: which answer it is about is not decided here. */
  private void print(PrintWriter out, Signal signal) {
    List<Decision> all = decisions.values().stream().flatMap(m -> m.values().stream()).toList();
    long ended = all.stream().mapToLong(Decision::getEndUnixMillis).max().orElse(0);
    boolean raised = all.stream().anyMatch(decision -> decision.getLateFactsCount() > 0);
    out.printf(
        Locale.ROOT,
        "signal %s, %.1f minutes after the answer%s%n",
        (signal.getName() + " " + signal.getLabel()).strip().replaceAll("\\p{C}", "?"),
        (signal.getTimeUnixMillis() - ended) / 60_000.0,
        raised
            ? ""
            : ": no chance was raised, since no stratum asks for it, or it came after the content"
                + " was gone (assembly.keepContent)");
  }

  private static boolean isOf(String metric, String evaluator) {
    return metric.equals(evaluator) || metric.startsWith(evaluator + "/");
  }

  private static String slice(Slice slice) {
    List<String> values = new ArrayList<>();
    values.add("tenant " + slice.getTenant());
    add(values, "service", slice.getService());
    add(values, "route", slice.getRoute());
    add(values, "model", slice.getModel());
    add(values, "prompt version", slice.getPromptVersion());
    return String.join(", ", values);
  }

  private static void add(List<String> values, String name, String value) {
    if (!value.isEmpty()) {
      // A name is the client's: letters of it cannot steer a terminal.
      values.add(name + " " + value.replaceAll("\\p{C}", "?"));
    }
  }
}
