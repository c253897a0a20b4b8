package dev.plumbline.scoring.links;

import dev.plumbline.scoring.SignalsConfig;
import dev.plumbline.scoring.assembly.Deadlines;
import dev.plumbline.scoring.assembly.TimePassed;
import dev.plumbline.scoring.state.Answer;
import dev.plumbline.scoring.state.Link;
import dev.plumbline.scoring.state.LinkRow;
import dev.plumbline.scoring.state.LinkedAnswer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One row per response and conversation. As in the ledger, news meet a row as it stands at their
 * time, whenever its deadlines are noticed. What is settled by time may be pushed on by the clock,
 * since a later turn settles it anew; what is forgotten is forgotten in read time alone, since a
 * task that was held up has not read what arrived meanwhile.
 */
final class Links {
  private final SignalsConfig config;
  private final KeyValueStore<String, LinkRow> rows;
  private final Deadlines settles;
  private final Deadlines forgets;
  private final Waiting waiting;
  private final FollowUps followUps;
  private final SameCalls sameCalls;

  Links(
      SignalsConfig config,
      KeyValueStore<String, LinkRow> rows,
      Deadlines settles,
      Deadlines forgets,
      Waiting waiting,
      FollowUps followUps,
      SameCalls sameCalls) {
    this.config = config;
    this.rows = rows;
    this.settles = settles;
    this.forgets = forgets;
    this.waiting = waiting;
    this.followUps = followUps;
    this.sameCalls = sameCalls;
  }

  /** Does what is due. */
  void passed(TimePassed time) {
    for (Deadlines.Due due : settles.take(time.nowMillis())) {
      LinkRow held = rows.get(due.key());
      if (held != null && held.getSettleDue() == due.at()) {
        LinkEntry entry = new LinkEntry(due.key(), held);
        entry.row().setSettleDue(0);
        settle(entry, due.at());
        store(entry, due.at());
      }
    }
    for (Deadlines.Due due : forgets.take(time.readMillis())) {
      LinkRow held = rows.get(due.key());
      if (held != null && held.getForgetDue() == due.at()) {
        LinkEntry entry = new LinkEntry(due.key(), held);
        entry.row().setForgetDue(0);
        // What is settled at that time comes first: what can be given is not forgotten.
        settle(entry, due.at());
        forget(entry, due.at());
        store(entry, due.at());
      }
    }
  }

  /**
   * Takes what came under a key, and was read at {@code now}. An answer meets its row as it stood
   * when its trace was done, which may have been noticed later: what waits for it must not be
   * forgotten before.
   */
  void arrived(String key, Link link, long now) {
    long at = link.hasAnswer() ? Math.min(now, link.getAnswer().getArrival()) : now;
    LinkEntry entry = new LinkEntry(key, rows.get(key));
    settle(entry, at);
    forget(entry, at);
    switch (link.getWhatCase()) {
      case ANSWER -> answered(entry, link.getAnswer(), at);
      case GONE -> entry.remove(link.getGone()).ifPresent(answer -> gone(entry, answer));
      case SIGNAL -> waiting.arrived(entry, Answers.signal(link.getSignal()), at);
      case WHAT_NOT_SET -> throw new IllegalArgumentException("a link of a newer release");
    }
    settle(entry, at);
    store(entry, at);
    passed(new TimePassed(now, now));
  }

  private void gone(LinkEntry entry, LinkedAnswer answer) {
    sameCalls.gone(entry, answer);
    followUps.gone(entry, answer);
  }

  private void answered(LinkEntry entry, Answer answer, long now) {
    entry.put(answer, now + config.conversationRest().toMillis());
    entry
        .row()
        .setKeepUntil(Math.max(entry.row().getKeepUntil(), now + config.keepAnswers().toMillis()));
  }

  private void settle(LinkEntry entry, long now) {
    if (entry.isConversation()) {
      followUps.refresh(entry, now);
    } else {
      sameCalls.refresh(entry);
    }
    waiting.refresh(entry, now);
  }

  private void forget(LinkEntry entry, long now) {
    waiting.forget(entry, now);
    if (entry.row().getKeepUntil() <= now) {
      entry.row().clearAnswers().setKeepUntil(0);
    }
  }

  private void store(LinkEntry entry, long now) {
    LinkRow.Builder row = entry.row();
    boolean empty = row.getAnswersCount() == 0 && row.getEarlyCount() == 0;
    long settle = Waiting.nextReady(entry, now);
    if (entry.isConversation()) {
      settle = Math.min(settle, FollowUps.nextIdle(entry, now));
    }
    long forget = Waiting.nextForgotten(entry);
    if (row.getAnswersCount() > 0) {
      forget = Math.min(forget, row.getKeepUntil());
    }
    row.setSettleDue(moved(settles, entry.key(), row.getSettleDue(), settle));
    row.setForgetDue(moved(forgets, entry.key(), row.getForgetDue(), forget));
    if (empty) {
      rows.delete(entry.key());
    } else {
      rows.put(entry.key(), row.build());
    }
  }

  private static long moved(Deadlines schedule, String key, long from, long to) {
    long next = to == Long.MAX_VALUE ? 0 : to;
    if (from != next) {
      if (from != 0) {
        schedule.remove(from, key);
      }
      if (next != 0) {
        schedule.add(next, key);
      }
    }
    return next;
  }
}
