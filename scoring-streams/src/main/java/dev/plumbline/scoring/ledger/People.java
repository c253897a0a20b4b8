package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.evaluation.sampling.HumanSampler;
import dev.plumbline.evaluation.sampling.JudgedAnswer;
import dev.plumbline.evaluation.sampling.LateFact;
import dev.plumbline.scoring.plan.CurrentPlan;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.HumanDraw.Purpose;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.ReviewItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Draws answers for people once their judge is done, and puts what was drawn into the queue. */
final class People {
  private static final String AUDIT = "audit";

  private final Sink sink;
  private final Consumer<String> forget;
  private final CurrentPlan plan;

  /**
   * Draws and queues.
   *
   * @param forget takes the case with an id out of the queue
   */
  People(Sink sink, Consumer<String> forget, CurrentPlan plan) {
    this.sink = sink;
    this.forget = forget;
    this.plan = plan;
  }

  /**
   * The draws of all metrics of a judge that is done.
   *
   * @param verdicts what it said of a metric
   */
  List<HumanDraw> draws(
      LedgerEntry entry,
      EvaluatorRow.Builder evaluator,
      Decision asked,
      Function<String, Judgement> verdicts,
      double suspicion) {
    HumanSampler people = plan.sampler().people();
    List<HumanDraw> draws = new ArrayList<>();
    for (String metric : evaluator.getMetricsList()) {
      draws.addAll(people.draws(answer(entry, asked, metric, verdicts.apply(metric), suspicion)));
    }
    return draws;
  }

  /** The decision with what users did by now; itself when that draws nothing else. */
  Decision again(LedgerEntry entry, EvaluatorRow.Builder evaluator, Decision done) {
    HumanSampler people = plan.sampler().people();
    Decision.Builder next = done.toBuilder();
    for (int i = 0; i < evaluator.getMetricsCount(); i++) {
      String metric = evaluator.getMetrics(i);
      Judgement verdict = Bookings.JudgedState.of(Booker.booked(evaluator, i)).judgement();
      Optional<HumanDraw> held = find(done, metric, Purpose.INFORMATIVE);
      people
          .again(held, answer(entry, done, metric, verdict, 0))
          .ifPresent(
              draw -> {
                held.ifPresent(
                    before -> next.removeHumanDraws(next.getHumanDrawsList().indexOf(before)));
                next.addHumanDraws(draw);
              });
    }
    return next.build();
  }

  /**
   * Queues what was drawn between two decisions about the same answer; an audit is blind. An answer
   * that does not count is nobody's case.
   */
  void queue(LedgerEntry entry, Decision before, Decision after) {
    if (!entry.counts()) {
      return;
    }
    for (HumanDraw draw : after.getHumanDrawsList()) {
      boolean audit = draw.getPurpose() == Purpose.AUDIT;
      boolean audited = isDrawn(after, draw.getMetric(), Purpose.AUDIT);
      if (draw.getDrawn()
          && (audit || !audited)
          && !isDrawn(before, draw.getMetric(), draw.getPurpose())) {
        ReviewItem item = item(entry, after, draw);
        sink.send(LedgerProcessor.TO_REVIEW, item.getItemId(), item);
      }
    }
  }

  /** Queues what is drawn once the answer counts, and takes it out once it does not. */
  void recounted(LedgerEntry entry, Decision last) {
    if (entry.counts()) {
      queue(entry, last.toBuilder().clearHumanDraws().build(), last);
    } else {
      takeBack(last);
    }
  }

  /** Takes what is drawn out of the queue. */
  void takeBack(Decision decision) {
    decision.getHumanDrawsList().stream()
        .filter(HumanDraw::getDrawn)
        .map(draw -> itemId(decision, draw.getMetric()))
        .distinct()
        .forEach(forget);
  }

  private static String itemId(Decision decision, String metric) {
    return InteractionIds.scoreId(decision.getInteractionId(), metric);
  }

  private static ReviewItem item(LedgerEntry entry, Decision decision, HumanDraw draw) {
    return ReviewItem.newBuilder()
        .setItemId(itemId(decision, draw.getMetric()))
        .setTenant(decision.getSlice().getTenant())
        .setInteractionId(decision.getInteractionId())
        .setTraceId(decision.getTraceId())
        .setMetric(draw.getMetric())
        .setWhy(draw.getPurpose() == Purpose.AUDIT ? AUDIT : draw.getReason())
        .setPiHuman(draw.getPiHuman())
        .setPlanId(draw.getPlanId())
        .setContribution(
            entry.at().toBuilder()
                .setMetric(draw.getMetric())
                .setPi(decision.getPi())
                .setPiHuman(draw.getPiHuman())
                .setJudgeId(decision.getJudgeId()))
        .setQueuedUnixMillis(decision.getDecidedUnixMillis())
        .build();
  }

  /** Audits that were drawn; none of an interaction that is a part of another one. */
  static List<HumanDraw> audits(Decision decision) {
    return decision.getHumanDrawsList().stream()
        .filter(draw -> draw.getDrawn() && draw.getPurpose() == Purpose.AUDIT)
        .filter(draw -> decision.getOutcome() != LedgerOutcome.SUPERSEDED)
        .toList();
  }

  /** The audit draw of a metric. */
  static Optional<HumanDraw> audit(Decision decision, String metric) {
    return find(decision, metric, Purpose.AUDIT);
  }

  private static Optional<HumanDraw> find(Decision decision, String metric, Purpose purpose) {
    return decision.getHumanDrawsList().stream()
        .filter(draw -> draw.getMetric().equals(metric) && draw.getPurpose() == purpose)
        .findFirst();
  }

  private static boolean isDrawn(Decision decision, String metric, Purpose purpose) {
    return find(decision, metric, purpose).filter(HumanDraw::getDrawn).isPresent();
  }

  private static JudgedAnswer answer(
      LedgerEntry entry, Decision decision, String metric, Judgement verdict, double suspicion) {
    Set<LateFact> late = LateFact.of(entry.given());
    return new JudgedAnswer(
        decision.getTraceId(),
        decision.getEvaluator().getId(),
        metric,
        decision.getStratum(),
        verdict,
        decision.getSlice(),
        entry.checkWords(),
        late,
        suspicion);
  }
}
