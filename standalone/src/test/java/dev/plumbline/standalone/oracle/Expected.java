package dev.plumbline.standalone.oracle;

import dev.plumbline.evaluation.estimate.PublishedRate;
import dev.plumbline.evaluation.estimate.RangeSums;
import dev.plumbline.standalone.traffic.AnswerKind;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.Truth;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What must stand on the topics, computed from the truth about each answer alone: which checks pass
 * by the meaning of the words, whom the judge is asked about by the hash of the trace id, and the
 * sums of every window. Of a judge that never errs it is known what it says about helpfulness; what
 * it says about grounding, where it must find a quote, is taken from its verdict.
 */
public final class Expected {
  /** The checks that every installation of the tests runs. */
  public static final List<String> CHECKS =
      List.of("empty-answer", "refusal", "json-schema", "grounding");

  /** The rubric that its judge answers. */
  public static final String JUDGE = "answer-quality";

  private static final long REST_MILLIS = 30 * 60_000;
  private static final double SUSPICIOUS = 0.4;
  private static final double REST = 0.1;
  private static final List<List<String>> SLICES =
      List.of(
          List.of(),
          List.of("service"),
          List.of("route"),
          List.of("model"),
          List.of("prompt_version"),
          List.of("service", "route", "model", "prompt_version"));

  private final Map<String, String> answers = new TreeMap<>();
  private final Map<String, Outcome> scores = new TreeMap<>();
  private final Map<String, String> decisions = new TreeMap<>();
  private final Map<String, Double> asked = new TreeMap<>();
  private final Map<String, Map<Integer, StratumSums.Builder>> windows = new TreeMap<>();

  private final Map<String, Boolean> grounded;

  private Expected(Map<String, Boolean> grounded) {
    this.grounded = grounded;
  }

  /**
   * Of exactly these traces.
   *
   * @param grounded trace id to what the judge said, of those it was asked about
   */
  public static Expected of(Collection<GeneratedTrace> traces, Map<String, Boolean> grounded) {
    Expected expected = new Expected(grounded);
    traces.forEach(expected::add);
    Map<String, List<Truth>> talks = new TreeMap<>();
    for (GeneratedTrace trace : traces) {
      talks
          .computeIfAbsent(trace.truth().conversation(), c -> new ArrayList<>())
          .add(trace.truth());
    }
    talks.values().forEach(expected::turns);
    return expected;
  }

  /** Trace id to the answer's text. */
  public Map<String, String> answers() {
    return answers;
  }

  /** {@code trace|metric} to the outcome of its score. */
  public Map<String, Outcome> scores() {
    return scores;
  }

  /** {@code trace|evaluator} to the last outcome in the ledger. */
  public Map<String, String> decisions() {
    return decisions;
  }

  /** Trace id to the probability with which the judge was asked, of those it was asked about. */
  public Map<String, Double> asked() {
    return asked;
  }

  /** Window to its sums by post-stratum, as text that can be compared and read. */
  public Map<String, String> windows() {
    return windows(sums -> sums);
  }

  Map<String, String> windows(UnaryOperator<List<StratumSums>> by) {
    Map<String, String> texts = new TreeMap<>();
    windows.forEach(
        (key, strata) -> {
          List<StratumSums> sums =
              strata.values().stream().map(StratumSums.Builder::build).toList();
          String judge = key.contains("|" + JUDGE + "/") ? JUDGE : "";
          SliWindow window = SliWindow.newBuilder().setJudgeId(judge).addAllStrata(sums).build();
          Estimate estimate =
              PublishedRate.of(RangeSums.of(List.of(window)), false, OptionalDouble.empty());
          texts.put(key, text(by.apply(sums), estimate));
        });
    return texts;
  }

  /**
   * The sums of all strata together: which stratum an interaction is in stays as it was when its
   * judge was asked, whatever comes later.
   */
  static List<StratumSums> together(List<StratumSums> sums) {
    StratumSums.Builder all = StratumSums.newBuilder();
    for (StratumSums one : sums) {
      all.setEligible(all.getEligible() + one.getEligible())
          .setU(all.getU() + one.getU())
          .setU2(all.getU2() + one.getU2())
          .setScored(all.getScored() + one.getScored())
          .setPassed(all.getPassed() + one.getPassed())
          .setPassedU(all.getPassedU() + one.getPassedU())
          .setNotScorable(all.getNotScorable() + one.getNotScorable())
          .setErrors(all.getErrors() + one.getErrors());
    }
    return List.of(all.build());
  }

  /** A window's sums and estimate as text. */
  static String text(List<StratumSums> sums, Estimate estimate) {
    return sums.stream()
            .filter(Expected::holdsSomething)
            .map(s -> s.toString().replaceAll("\\s+", " "))
            .toList()
        + " "
        + estimate.toString().replaceAll("\\s+", " ");
  }

  static boolean holdsSomething(StratumSums sums) {
    return sums.toBuilder().clearPostStratum().build().getSerializedSize() > 0;
  }

  /** A window's name. */
  static String window(Map<String, String> slice, String metric, long startMillis) {
    return new TreeMap<>(slice) + "|" + metric + "|" + startMillis;
  }

  /**
   * What the next turn says of each answer. The last one is left open: runs are shorter than a
   * conversation may rest.
   */
  private void turns(List<Truth> turns) {
    for (Truth turn : turns) {
      turns.stream()
          .filter(other -> other.startMillis() >= turn.endMillis())
          .min(Comparator.comparingLong(Truth::startMillis))
          .ifPresent(next -> settled(turn, next));
    }
  }

  private void settled(Truth turn, Truth next) {
    boolean inTime = next.startMillis() - turn.endMillis() <= REST_MILLIS;
    List<String> asked = words(turn);
    List<String> askedNext = words(next);
    boolean again = inTime && asked.equals(askedNext);
    Set<String> both = new HashSet<>(asked);
    both.retainAll(askedNext);
    Set<String> all = new HashSet<>(asked);
    all.addAll(askedNext);
    boolean rephrased = inTime && !again && 2 * both.size() >= all.size();
    int stratum = stratum(turn);
    scored(turn, "user_regeneration", stratum, !again);
    scored(turn, "user_rephrase", stratum, !rephrased);
    scored(turn, "user_abandonment", stratum, inTime);
  }

  private static List<String> words(Truth truth) {
    List<String> words = new ArrayList<>();
    for (String word : truth.question().toLowerCase(Locale.ROOT).split("[^a-z0-9]")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private static int stratum(Truth truth) {
    int failed = 0;
    for (String check : CHECKS) {
      failed += truth.kind().expected(check, truth.json()) == Outcome.FAIL ? 1 : 0;
    }
    return Math.min(failed, 2);
  }

  private void add(GeneratedTrace trace) {
    Truth truth = trace.truth();
    answers.put(truth.traceId(), truth.answer());
    int stratum = stratum(truth);
    for (String check : CHECKS) {
      check(truth, check, stratum);
    }
    judge(truth, stratum);
    trace.thumb().ifPresent(thumb -> scored(truth, "user_feedback", stratum, liked(thumb)));
  }

  private void check(Truth truth, String check, int stratum) {
    Outcome outcome = truth.kind().expected(check, truth.json());
    scores.put(truth.traceId() + "|" + check, outcome);
    boolean applies = outcome != Outcome.NOT_APPLICABLE;
    decisions.put(truth.traceId() + "|" + check, applies ? "SCORED" : "SKIP_NOT_APPLICABLE");
    if (applies) {
      scored(truth, check, stratum, outcome == Outcome.PASS);
    }
  }

  private void scored(Truth truth, String metric, int stratum, boolean pass) {
    for (StratumSums.Builder sums : cells(truth, metric, stratum)) {
      eligible(sums).setScored(sums.getScored() + 1);
      if (pass) {
        sums.setPassed(sums.getPassed() + 1).setPassedU(sums.getPassedU() + 1);
      }
    }
  }

  private void judge(Truth truth, int stratum) {
    double rate = stratum > 0 ? SUSPICIOUS : REST;
    boolean ask = draw(truth.traceId()) < rate;
    // The probability has 56 bits, as the draw has.
    double pi = Math.round(rate * 0x1p56) / 0x1p56;
    if (ask) {
      asked.put(truth.traceId(), pi);
    }
    decisions.put(truth.traceId() + "|" + JUDGE, ask ? "SCORED" : "SAMPLED_OUT");
    boolean helpful = truth.kind() == AnswerKind.GOOD || truth.kind() == AnswerKind.UNGROUNDED;
    judged(truth, "helpful", stratum, ask, pi, helpful);
    judged(truth, "grounded", stratum, ask, pi, grounded.getOrDefault(truth.traceId(), false));
  }

  private void judged(
      Truth truth, String criterion, int stratum, boolean ask, double pi, boolean pass) {
    String metric = JUDGE + "/" + criterion;
    if (ask) {
      scores.put(truth.traceId() + "|" + metric, pass ? Outcome.PASS : Outcome.FAIL);
    }
    double w = 1 / pi;
    for (StratumSums.Builder sums : cells(truth, metric, stratum)) {
      eligible(sums);
      if (!ask) {
        continue;
      }
      sums.setAsked(sums.getAsked() + 1).setScored(sums.getScored() + 1);
      if (pass) {
        sums.setPassed(sums.getPassed() + 1).setA1(sums.getA1() + w).setB1(sums.getB1() + w * w);
      } else {
        sums.setA0(sums.getA0() + w).setB0(sums.getB0() + w * w);
      }
    }
  }

  private static StratumSums.Builder eligible(StratumSums.Builder sums) {
    return sums.setEligible(sums.getEligible() + 1).setU(sums.getU() + 1).setU2(sums.getU2() + 1);
  }

  /** Every window that the answer counts in. */
  private List<StratumSums.Builder> cells(Truth truth, String metric, int stratum) {
    long minute = truth.endMillis() / 60_000 * 60_000;
    List<StratumSums.Builder> cells = new ArrayList<>();
    for (List<String> dimensions : SLICES) {
      Map<String, String> slice = new TreeMap<>();
      dimensions.forEach(dimension -> slice.put(dimension, value(truth, dimension)));
      cells.add(
          windows
              .computeIfAbsent(window(slice, metric, minute), key -> new TreeMap<>())
              .computeIfAbsent(stratum, s -> StratumSums.newBuilder().setPostStratum(s)));
    }
    return cells;
  }

  private static String value(Truth truth, String dimension) {
    return switch (dimension) {
      case "service" -> truth.service();
      case "route" -> truth.route();
      case "model" -> truth.model();
      case "prompt_version" -> truth.promptVersion();
      default -> throw new IllegalArgumentException(dimension);
    };
  }

  private static boolean liked(GeneratedTrace.Thumb thumb) {
    return thumb.logs().getScopeLogs(0).getLogRecords(0).getAttributesList().stream()
        .anyMatch(
            a ->
                a.getKey().equals("gen_ai.evaluation.score.label")
                    && a.getValue().getStringValue().equals("positive"));
  }

  /** First 56 bits of SHA-256(salt, id) as a fraction. */
  private static double draw(String traceId) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("judge-v1".getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest(HexFormat.of().parseHex(traceId));
      return Long.parseLong(HexFormat.of().formatHex(hash, 0, 7), 16) / 0x1p56;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
