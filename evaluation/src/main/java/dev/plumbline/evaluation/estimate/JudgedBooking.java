package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.SliWindow;

/** What one judged interaction adds to its window: the sums of one row. */
public final class JudgedBooking {
  private JudgedBooking() {}

  /**
   * Adds the sums of an eligible row to a window that holds nothing yet; (new - last) of two such
   * windows is a plain difference.
   *
   * @param at where it is booked, with pi, pi_human, u and session
   * @param asked whether the judge was asked
   * @param judge its verdict, NONE when there is none (yet)
   * @param audited whether an audit label was drawn with probability pi_human
   * @param human the audit label, NONE when it has not come
   */
  public static void add(
      SliWindow.Builder window,
      Contribution at,
      boolean asked,
      Judgement judge,
      boolean audited,
      Judgement human) {
    JudgedRow row =
        new JudgedRow(
            at.getSession(),
            Integer.toString(at.getPostStratum()),
            at.getPi(),
            asked,
            judge,
            at.getPiHuman(),
            audited ? human : Judgement.NONE,
            at.getConversation() ? at.getSession() : null,
            at.getU());
    StratumTally tally = new StratumTally();
    tally.add(row);
    if (audited && human == Judgement.NONE) {
      tally.assign(judge, 1);
    }
    window.addStrata(tally.sums(at.getPostStratum()));
    if (SessionTally.scored(row)) {
      window
          .addSessions(SessionTally.message(row))
          .setSessionRows(window.getSessionRows() + (row.session() == null ? 0 : 1));
    }
  }
}
