package dev.plumbline.evaluation.simulation;

import java.util.List;
import java.util.Optional;

/**
 * A population with a plan for judge and labels.
 *
 * @param name names its table row and seeds its draws
 * @param about one sentence
 * @param violated the assumption of the method that it violates; absent when it violates none
 * @param rows answers at the source in the window
 * @param sessions how answers resemble others of their session
 * @param kinds what answers there are
 * @param phases parts of the window, one after the other
 * @param pool a longer time before the window whose labels are lent to it
 */
public record Scenario(
    String name,
    String about,
    Optional<String> violated,
    int rows,
    Sessions sessions,
    List<Kind> kinds,
    List<Phase> phases,
    Optional<Pool> pool) {

  /**
   * Sessions.
   *
   * @param size answers of one after the other; 0 when no session is known
   * @param alike probability that an answer is like the session's first: of its kind, and as good
   */
  public record Sessions(int size, double alike) {}

  /** Two probabilities that depend on whether the answer is good. */
  public record ByTruth(double good, double bad) {
    double of(boolean isGood) {
      return isGood ? good : bad;
    }
  }

  /**
   * A kind of answer.
   *
   * @param share of the answers at the source
   * @param stratum post-stratum, which the method sees
   * @param upstream probability that the application's own sampling lets it through
   * @param good probability that it is good
   * @param passed probability that the judge calls it good
   * @param refused probability that the judge gives no usable verdict
   * @param pi probability that the judge is asked
   * @param late a fact that comes late, such as a thumbs-down, and raises pi
   * @param labels probability of a label after verdict fail, pass, none
   */
  public record Kind(
      double share,
      String stratum,
      double upstream,
      double good,
      ByTruth passed,
      ByTruth refused,
      double pi,
      Optional<Late> late,
      List<Double> labels) {}

  /**
   * A late fact.
   *
   * @param comes its probability
   * @param pi of an answer that has it, when that is more than before
   */
  public record Late(ByTruth comes, double pi) {}

  /**
   * A part of the window.
   *
   * @param share of the window's answers
   * @param hour answers without a verdict are made up for within an hour
   * @param judge identity; only answers of the last phase's judge make the rate
   * @param pi factor on every pi
   * @param bad factor on the probability of a bad answer
   * @param refused probability of no verdict, besides the kind's own
   * @param passed probability that the judge calls an answer good, instead of the kind's
   */
  public record Phase(
      double share,
      String hour,
      String judge,
      double pi,
      double bad,
      double refused,
      Optional<ByTruth> passed) {}

  /**
   * The longer time.
   *
   * @param rows answers at the source
   * @param bad factor on the probability of a bad answer
   */
  public record Pool(int rows, double bad) {}

  /** The rate that the process has under the last phase's judge. */
  public double truth() {
    String judge = phases.getLast().judge();
    double truth = 0;
    double all = 0;
    for (Phase phase : phases) {
      if (phase.judge().equals(judge)) {
        all += phase.share();
        for (Kind kind : kinds) {
          truth += phase.share() * kind.share() * good(kind, phase.bad());
        }
      }
    }
    return truth / all;
  }

  static double good(Kind kind, double badFactor) {
    return 1 - Math.min(1, (1 - kind.good()) * badFactor);
  }
}
