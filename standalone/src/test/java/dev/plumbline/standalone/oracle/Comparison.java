package dev.plumbline.standalone.oracle;

import dev.plumbline.evaluation.intake.SpanTotals;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Everything in which the topics differ from the independent computation. */
public final class Comparison {
  private static final int SHOWN = 40;

  private final List<String> differences = new ArrayList<>();
  private final Of of;

  private Comparison(Of of) {
    this.of = of;
  }

  /** What is compared. */
  public enum Of {
    /** Every number. */
    EVERYTHING,
    /**
     * What the answers and their checks say. Whom the judge is asked about is decided when an
     * interaction is first seen whole enough, by the facts of then, so it depends on the order of
     * arrival.
     */
    ALL_BUT_THE_JUDGE
  }

  /**
   * Sentences for people; empty when everything is as it must be.
   *
   * @param acknowledged traces whose every span was acknowledged
   * @param perhaps traces that may be there or not, and count exactly when they are
   */
  public static List<String> differences(
      Found found, Collection<GeneratedTrace> acknowledged, Collection<GeneratedTrace> perhaps) {
    return differences(Of.EVERYTHING, found, acknowledged, perhaps);
  }

  /** The same of a part. */
  public static List<String> differences(
      Of of,
      Found found,
      Collection<GeneratedTrace> acknowledged,
      Collection<GeneratedTrace> perhaps) {
    Comparison comparison = new Comparison(of);
    comparison.compare(found, acknowledged, perhaps);
    return comparison.differences;
  }

  private void compare(
      Found found, Collection<GeneratedTrace> acknowledged, Collection<GeneratedTrace> perhaps) {
    List<GeneratedTrace> there = new ArrayList<>(acknowledged);
    there.addAll(perhaps.stream().filter(t -> found.spans().containsAll(spans(t))).toList());
    Set<String> known = new HashSet<>();
    there.forEach(trace -> known.addAll(spans(trace)));
    some("acknowledged and not in Kafka", less(known, found.spans()));
    some("in Kafka, and nobody sent it", less(found.spans(), known));
    some("twice", found.twice());
    if (found.deadLetters() > 0) {
      differences.add(found.deadLetters() + " dead letters");
    }
    spanLedger(found);
    Expected expected = Expected.of(there, found.verdicts("grounded"));
    same("answer", expected.answers(), found.answers());
    same("score", expected.scores(), found.scores());
    same("ledger", expected.decisions(), found.decisions());
    if (of == Of.EVERYTHING) {
      asked(expected, found);
      same("window", expected.windows(), found.windows());
    } else {
      same("window", expected.windows(Expected::together), found.windows(Expected::together));
    }
  }

  private void asked(Expected expected, Found found) {
    same("asked", expected.asked(), found.asked());
    some(
        "asked, and no verdict",
        less(expected.asked().keySet(), found.verdicts("helpful").keySet()));
    some(
        "verdict, and not asked",
        less(found.verdicts("helpful").keySet(), expected.asked().keySet()));
  }

  /** The books of scoring against what stands in the topic. */
  private void spanLedger(Found found) {
    SpanTotals ledger = found.spanLedger();
    long different = found.spans().size();
    count("spans received", found.spanRecords(), ledger.received());
    count("spans sent twice", found.spanRecords() - different, ledger.count("duplicate"));
    // A trace may be done before its GenAI span comes; were that wrong, its answer would be
    // missing.
    count(
        "spans taken",
        different,
        ledger.count("in_interaction")
            + ledger.count("no_genai")
            + ledger.count("late_addition")
            + ledger.count("late"));
    count("spans in no outcome", 0, ledger.missing());
    count("spans open", 0, ledger.count("open"));
  }

  private void count(String what, long expected, long found) {
    if (expected != found) {
      differences.add(what + ": expected " + expected + ", found " + found);
    }
  }

  private void some(String what, Set<String> which) {
    if (!which.isEmpty()) {
      differences.add(
          which.size() + " " + what + ": " + which.stream().sorted().limit(SHOWN).toList());
    }
  }

  private <V> void same(String what, Map<String, V> expected, Map<String, V> found) {
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    keys.removeIf(key -> of == Of.ALL_BUT_THE_JUDGE && key.contains("|" + Expected.JUDGE));
    List<String> different =
        keys.stream().filter(k -> !Objects.equals(expected.get(k), found.get(k))).toList();
    if (!different.isEmpty()) {
      differences.add(different.size() + " of " + keys.size() + " differ: " + what);
      different.stream()
          .limit(SHOWN)
          .forEach(
              key ->
                  differences.add(
                      "%s %s%n    expected %s%n    found    %s"
                          .formatted(what, key, expected.get(key), found.get(key))));
    }
  }

  private static Set<String> less(Set<String> these, Set<String> those) {
    Set<String> rest = new HashSet<>(these);
    rest.removeAll(those);
    return rest;
  }

  private static List<String> spans(GeneratedTrace trace) {
    return trace.spans().getScopeSpansList().stream()
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> Found.id(span.getTraceId(), span.getSpanId()))
        .toList();
  }
}
