package dev.plumbline.standalone.verify;

import dev.plumbline.evaluation.estimate.JudgedRow;
import dev.plumbline.evaluation.estimate.JudgedSums;
import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Slice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The sums that follow from the topics alone: of the last decision and score of every answer, and
 * the last label of every item and reviewer; by slice and metric, then by minute.
 */
final class TopicSums {
  private static final long HOUR = 3_600_000;
  private static final List<String> CRITERIA = List.of("helpful", "grounded");

  private final LabelBooks books;
  private final Map<String, TreeMap<Long, Map<String, Double>>> sums = new TreeMap<>();
  private final Map<String, TreeMap<Long, JudgedSums>> rows = new TreeMap<>();

  TopicSums(LabelBooks books) {
    this.books = books;
    books.decisions().forEach(this::add);
  }

  /** Sums by series and minute, by name. */
  Map<String, TreeMap<Long, Map<String, Double>>> sums() {
    return sums;
  }

  /** Judged rows by series and hour. */
  Map<String, TreeMap<Long, JudgedSums>> rows() {
    return rows;
  }

  private void add(Decision decision) {
    if (decision.getOutcome() == LedgerOutcome.SUPERSEDED
        || decision.getOutcome() == LedgerOutcome.FILTERED) {
      return;
    }
    String evaluator = decision.getEvaluator().getId();
    if (LabelBooks.judged(decision)) {
      CRITERIA.forEach(criterion -> judged(decision, evaluator + "/" + criterion));
    } else {
      check(decision, evaluator);
    }
  }

  private void check(Decision decision, String metric) {
    Score score = books.score(decision.getInteractionId(), metric);
    Outcome outcome = score == null ? Outcome.NOT_APPLICABLE : score.getOutcome();
    double u = decision.getUpstreamWeight();
    switch (outcome) {
      case PASS, FAIL -> {
        put(decision, metric, "N", u, "N2", u * u, "eligible", 1, "scored", 1);
        if (outcome == Outcome.PASS) {
          put(decision, metric, "passed", 1, "passedU", u);
        }
      }
      case NOT_SCORABLE -> put(decision, metric, "notScorable", 1);
      case ERROR -> put(decision, metric, "errors", 1);
      default -> {
        // Not in N.
      }
    }
  }

  private void judged(Decision decision, String metric) {
    if (decision.getOutcome() == LedgerOutcome.SKIP_NOT_SCORABLE) {
      put(decision, metric, "notScorable", 1);
      return;
    }
    String id = decision.getInteractionId();
    double u = decision.getUpstreamWeight();
    boolean asked = decision.getOutcome() != LedgerOutcome.SAMPLED_OUT;
    put(decision, metric, "N", u, "N2", u * u, "eligible", 1);
    Score score = books.score(id, metric);
    Judgement judge = Judgement.NONE;
    Judgement human = Judgement.NONE;
    double piHuman = 0;
    if (asked) {
      if (score != null && score.hasValue()) {
        judge = score.getOutcome() == Outcome.PASS ? Judgement.PASS : Judgement.FAIL;
      }
      double w = u / decision.getPi();
      String f = judge == Judgement.NONE ? "x" : judge == Judgement.PASS ? "1" : "0";
      put(decision, metric, "asked", 1, "A" + f, w, "B" + f, w * w);
      if (judge != Judgement.NONE) {
        put(decision, metric, "scored", 1, bucket(decision) + "w" + f, w);
      }
      if (judge == Judgement.PASS) {
        put(decision, metric, "passed", 1);
      }
      for (HumanDraw draw : decision.getHumanDrawsList()) {
        boolean audit = draw.getPurpose() == HumanDraw.Purpose.AUDIT && draw.getDrawn();
        if (!audit || !draw.getMetric().equals(metric)) {
          continue;
        }
        put(decision, metric, "assigned" + f, 1);
        int majority = books.majority(id, metric);
        if (majority != 0) {
          human = majority > 0 ? Judgement.PASS : Judgement.FAIL;
          piHuman = draw.getPiHuman();
          double v = 1 / piHuman;
          String cell = (majority > 0 ? "1" : "0") + f;
          put(decision, metric, "C" + cell, w * v, "D" + cell, w * w * v);
          put(decision, metric, "E" + cell, w * w * v * v, "n" + cell, 1);
          if (judge != Judgement.NONE) {
            put(decision, metric, bucket(decision) + "wv" + cell, w * v);
          }
        }
      }
    }
    row(decision, metric, asked, judge, piHuman, human);
  }

  private void row(
      Decision decision,
      String metric,
      boolean asked,
      Judgement judge,
      double piHuman,
      Judgement human) {
    String conversation = books.conversation(decision.getInteractionId());
    JudgedRow row =
        new JudgedRow(
            decision.getTraceId(),
            Integer.toString(decision.getPostStratum()),
            decision.getPi(),
            asked,
            judge,
            piHuman,
            human,
            conversation.isEmpty() ? null : conversation,
            decision.getUpstreamWeight());
    long hour = Math.floorDiv(decision.getEndUnixMillis(), HOUR) * HOUR;
    for (Slice slice : slices(decision.getSlice())) {
      rows.computeIfAbsent(series(slice, metric), s -> new TreeMap<>())
          .computeIfAbsent(hour, h -> new JudgedSums())
          .add(row);
    }
  }

  private String bucket(Decision decision) {
    String conversation = books.conversation(decision.getInteractionId());
    CRC32 hash = new CRC32();
    hash.update(
        (conversation.isEmpty() ? decision.getTraceId() : conversation)
            .getBytes(StandardCharsets.UTF_8));
    return hash.getValue() % 64 + ":";
  }

  /** Adds to sums of the answer's post-stratum, in every slice that it is in. */
  private void put(Decision decision, String metric, Object... namesAndValues) {
    long minute = Math.floorDiv(decision.getEndUnixMillis(), 60_000) * 60_000;
    for (Slice slice : slices(decision.getSlice())) {
      Map<String, Double> of =
          sums.computeIfAbsent(series(slice, metric), s -> new TreeMap<>())
              .computeIfAbsent(minute, m -> new TreeMap<>());
      for (int i = 0; i < namesAndValues.length; i += 2) {
        String name = namesAndValues[i].toString();
        String full = name.contains(":") ? name : decision.getPostStratum() + "/" + name;
        of.merge(full, ((Number) namesAndValues[i + 1]).doubleValue(), Double::sum);
      }
    }
  }

  private static List<Slice> slices(Slice full) {
    Slice.Builder none = Slice.newBuilder().setTenant(full.getTenant());
    return List.of(
        none.build(),
        none.clone().setService(full.getService()).build(),
        none.clone().setRoute(full.getRoute()).build(),
        none.clone().setModel(full.getModel()).build(),
        none.clone().setPromptVersion(full.getPromptVersion()).build(),
        full.toBuilder().clearEnvironment().build());
  }

  /** A name for a slice and metric. */
  static String series(Slice slice, String metric) {
    return slice.toString().replaceAll("\\s+", " ") + "|" + metric + "|";
  }
}
