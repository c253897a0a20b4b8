package dev.plumbline.evaluation.simulation;

import dev.plumbline.evaluation.estimate.JudgedRow;
import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.evaluation.simulation.Scenario.Kind;
import dev.plumbline.evaluation.simulation.Scenario.Phase;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws the rows of a scenario. */
final class Population {
  private final Scenario scenario;
  private final double[] upTo;

  Population(Scenario scenario) {
    this.scenario = scenario;
    this.upTo = new double[scenario.kinds().size()];
    double sum = 0;
    for (int k = 0; k < upTo.length; k++) {
      sum += scenario.kinds().get(k).share();
      upTo[k] = sum;
    }
  }

  /** The window's rows under the last phase's judge. */
  void window(SplittableRandom random, RowSink sink) {
    String judge = scenario.phases().getLast().judge();
    int id = 0;
    for (Phase phase : scenario.phases()) {
      int rows = (int) Math.round(phase.share() * scenario.rows());
      id =
          phase(
              random,
              phase,
              rows,
              id,
              phase.judge().equals(judge) ? Optional.of(sink) : Optional.empty());
    }
  }

  /** The rows of the longer time before the window. */
  void pool(SplittableRandom random, Scenario.Pool pool, RowSink sink) {
    Phase phase = new Phase(1, "before", "", 1, pool.bad(), 0, Optional.empty());
    phase(random, phase, pool.rows(), scenario.rows(), Optional.of(sink));
  }

  private int phase(
      SplittableRandom random, Phase phase, int rows, int firstId, Optional<RowSink> sink) {
    Scenario.Sessions sessions = scenario.sessions();
    Kind leaderKind = scenario.kinds().getFirst();
    boolean leaderGood = true;
    String session = null;
    for (int i = 0; i < rows; i++) {
      Kind kind = kind(random);
      boolean good = random.nextDouble() < Scenario.good(kind, phase.bad());
      if (sessions.size() > 0) {
        if (i % sessions.size() == 0) {
          leaderKind = kind;
          leaderGood = good;
          session = "s" + (firstId + i);
        } else if (random.nextDouble() < sessions.alike()) {
          kind = leaderKind;
          good = leaderGood;
        }
      }
      if (sink.isPresent() && random.nextDouble() < kind.upstream()) {
        answer(random, phase, kind, good, "t" + (firstId + i), session, sink.get());
      }
    }
    return firstId + rows;
  }

  private Kind kind(SplittableRandom random) {
    double draw = random.nextDouble();
    int k = 0;
    while (k < upTo.length - 1 && draw >= upTo[k]) {
      k++;
    }
    return scenario.kinds().get(k);
  }

  /** Every draw is made for every answer, so that a second decision uses the same ones. */
  private static void answer(
      SplittableRandom random,
      Phase phase,
      Kind kind,
      boolean good,
      String id,
      @Nullable String session,
      RowSink sink) {
    double asked = random.nextDouble();
    Judgement judge = judge(random, phase, kind, good);
    double label = random.nextDouble();
    double pi = Math.min(1, kind.pi() * phase.pi());
    JudgedRow row = row(kind, good, id, session, pi, asked, judge, label);
    sink.add(phase.hour(), row);
    if (kind.late().isPresent()) {
      Scenario.Late late = kind.late().get();
      double raised = Math.max(pi, late.pi());
      if (random.nextDouble() < late.comes().of(good) && raised > pi) {
        sink.remove(phase.hour(), row);
        sink.add(phase.hour(), row(kind, good, id, session, raised, asked, judge, label));
      }
    }
  }

  private static Judgement judge(SplittableRandom random, Phase phase, Kind kind, boolean good) {
    double passes = phase.passed().orElse(kind.passed()).of(good);
    boolean passed = random.nextDouble() < passes;
    boolean outage = random.nextDouble() < phase.refused();
    boolean refused = random.nextDouble() < kind.refused().of(good);
    if (outage || refused) {
      return Judgement.NONE;
    }
    return passed ? Judgement.PASS : Judgement.FAIL;
  }

  private static JudgedRow row(
      Kind kind,
      boolean good,
      String id,
      @Nullable String session,
      double pi,
      double draw,
      Judgement judge,
      double labelDraw) {
    boolean asked = draw < pi;
    Judgement verdict = asked ? judge : Judgement.NONE;
    List<Double> labels = kind.labels();
    double piHuman = asked ? labels.get(verdict.ordinal()) : 0;
    Judgement human =
        asked && labelDraw < piHuman ? good ? Judgement.PASS : Judgement.FAIL : Judgement.NONE;
    return new JudgedRow(
        id, kind.stratum(), pi, asked, verdict, piHuman, human, session, 1 / kind.upstream());
  }
}
