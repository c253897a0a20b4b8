package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Audited;
import dev.plumbline.scoring.ScoringMetrics.Labelled;
import dev.plumbline.scoring.ledger.Bookings.JudgedState;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.scoring.state.GivenLabel;
import dev.plumbline.scoring.state.LedgerRow;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.Label;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What people say of judged answers. A label stays with its answer whether it was drawn for an
 * audit or not; it enters the sums where it was, with the probability that stands in the decision,
 * whatever the label itself says. The last label of a reviewer counts, one without a value takes it
 * back.
 */
final class Labels {
  /** Reviewers kept per answer and metric. */
  private static final int REVIEWERS = 20;

  private final Booker booker;
  private final ScoringMetrics metrics;

  Labels(Booker booker, ScoringMetrics metrics) {
    this.booker = booker;
    this.metrics = metrics;
  }

  /** What most reviewers say of a metric; NONE when there are none, or as many of either mind. */
  static Judgement agreed(EvaluatorRow.Builder evaluator, String metric) {
    long pass = votes(evaluator, metric, true);
    long fail = votes(evaluator, metric, false);
    if (pass == fail) {
      return Judgement.NONE;
    }
    return pass > fail ? Judgement.PASS : Judgement.FAIL;
  }

  /** Whether anybody said anything of a metric. */
  static boolean isLabelled(EvaluatorRow.Builder evaluator, String metric) {
    return evaluator.getLabelsList().stream().anyMatch(given -> given.getMetric().equals(metric));
  }

  private static long votes(EvaluatorRow.Builder evaluator, String metric, boolean pass) {
    return evaluator.getLabelsList().stream()
        .filter(given -> given.getMetric().equals(metric) && given.getPass() == pass)
        .count();
  }

  /**
   * The answer that a label is about, among those of its trace: the one that it names, by its own
   * id or that of the item; one that names none is about the only one there is.
   */
  Optional<LedgerRow> target(Label label, List<LedgerRow> rows) {
    List<LedgerRow> living = rows.stream().filter(row -> row.getSupersededBy().isEmpty()).toList();
    String item = label.getItemId();
    Optional<LedgerRow> named =
        living.stream()
            .filter(
                row ->
                    row.getInteractionId().equals(label.getInteractionId())
                        || label.getInteractionId().isEmpty()
                            && InteractionIds.scoreId(row.getInteractionId(), label.getMetric())
                                .equals(item))
            .findFirst();
    if (named.isPresent()) {
      return named;
    }
    if (!label.getInteractionId().isEmpty() || living.isEmpty()) {
      metrics.label(Labelled.UNKNOWN);
      return Optional.empty();
    }
    if (living.size() > 1) {
      metrics.label(Labelled.AMBIGUOUS);
      return Optional.empty();
    }
    return Optional.of(living.getFirst());
  }

  /** Keeps a label with its answer, and books what follows from it. */
  void given(LedgerEntry entry, Label label) {
    String metric = label.getMetric();
    Optional<EvaluatorRow.Builder> found =
        entry.evaluators().stream()
            .filter(row -> row.getMetricsList().contains(metric))
            .filter(row -> LedgerEntry.decision(row).filter(Labels::isJudges).isPresent())
            .findFirst();
    if (found.isEmpty()) {
      metrics.label(Labelled.UNKNOWN);
      return;
    }
    EvaluatorRow.Builder evaluator = found.get();
    if (label.hasSeen()
        && !evaluator.getContent().isEmpty()
        && !Decisions.shown(label.getSeen()).equals(evaluator.getContent())) {
      metrics.label(Labelled.OTHER_CONTENT);
      return;
    }
    boolean labelled = isLabelled(evaluator, metric);
    if (!keep(evaluator, label)) {
      metrics.label(Labelled.TOO_MANY_REVIEWERS);
      return;
    }
    Decision decision = LedgerEntry.decision(evaluator).orElseThrow();
    boolean audit = People.audit(decision, metric).filter(HumanDraw::getDrawn).isPresent();
    metrics.label(audit ? Labelled.AUDIT : Labelled.NOT_DRAWN);
    if (audit && !labelled && isLabelled(evaluator, metric)) {
      metrics.audit(evaluator.getEvaluator(), Audited.LABELLED);
    }
    JudgedState state =
        JudgedState.of(Booker.booked(evaluator, evaluator.getMetricsList().indexOf(metric)));
    booker.judged(entry, evaluator, metric, decision, state);
  }

  private static boolean isJudges(Decision decision) {
    return decision.getEvaluator().getKind() == Evaluator.Kind.JUDGE;
  }

  private static boolean keep(EvaluatorRow.Builder evaluator, Label label) {
    int at =
        IntStream.range(0, evaluator.getLabelsCount())
            .filter(i -> evaluator.getLabels(i).getMetric().equals(label.getMetric()))
            .filter(i -> evaluator.getLabels(i).getReviewer().equals(label.getReviewer()))
            .findFirst()
            .orElse(-1);
    if (at >= 0) {
      evaluator.removeLabels(at);
    }
    if (!label.hasPass()) {
      return true;
    }
    long others =
        evaluator.getLabelsList().stream()
            .filter(given -> given.getMetric().equals(label.getMetric()))
            .count();
    if (others >= REVIEWERS) {
      return false;
    }
    evaluator.addLabels(
        GivenLabel.newBuilder()
            .setMetric(label.getMetric())
            .setReviewer(label.getReviewer())
            .setPass(label.getPass()));
    return true;
  }
}
