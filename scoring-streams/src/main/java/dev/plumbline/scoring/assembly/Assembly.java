package dev.plumbline.scoring.assembly;

import dev.plumbline.scoring.AssemblyConfig;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.spans.Shares;
import dev.plumbline.scoring.spans.SpanBook;
import dev.plumbline.scoring.state.ServiceShare;
import dev.plumbline.scoring.state.TraceState;
import dev.plumbline.scoring.state.TraceState.Phase;
import dev.plumbline.v1.CompletionReason;
import dev.plumbline.v1.SpanCounts.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The life of a trace: open, emitted with its content kept, perhaps reopened by a late span, then a
 * compact row, then forgotten. What was due at a time happens at that time, whenever it is noticed:
 * a record always meets its own trace as it stood at the record's arrival, so a replay that notices
 * deadlines at other moments makes the same revisions of the same content.
 */
final class Assembly {
  private final AssemblyConfig config;
  private final KeyValueStore<String, TraceState> states;
  private final TraceEntries entries;
  private final Deadlines emits;
  private final Deadlines forgets;
  private final SpanBook book;
  private final ScoringMetrics metrics;
  private final Consumer<AssembledTrace> done;

  Assembly(
      AssemblyConfig config,
      KeyValueStore<String, TraceState> states,
      TraceEntries entries,
      Deadlines emits,
      Deadlines forgets,
      SpanBook book,
      ScoringMetrics metrics,
      Consumer<AssembledTrace> done) {
    this.config = config;
    this.states = states;
    this.entries = entries;
    this.emits = emits;
    this.forgets = forgets;
    this.book = book;
    this.metrics = metrics;
    this.done = done;
  }

  /**
   * Does what is due. Emits may be pushed on by the clock: emitting early costs a revision. Content
   * is forgotten in read time alone: a task that was held up has not read what arrived meanwhile,
   * and must not drop it for being late.
   */
  void passed(TimePassed time) {
    take(emits, time.nowMillis());
    take(forgets, time.readMillis());
  }

  private void take(Deadlines schedule, long now) {
    for (Deadlines.Due due : schedule.take(now)) {
      TraceState held = states.get(due.key());
      if (held != null && held.getDeadline() == due.at()) {
        step(due.key(), held.toBuilder(), due.at());
      }
    }
  }

  /** Takes a record that arrived at {@code now}. */
  void arrived(TraceRecord record, long now) {
    passed(new TimePassed(now, now));
    String key = record.storeKey();
    TraceState held = settled(key, now);
    TraceState.Builder state =
        held == null ? TraceState.newBuilder().setFirstArrival(now) : held.toBuilder();
    SpanIdentities.News news = SpanIdentities.add(state, record);
    if (news.added() > 0) {
      take(key, held, state, record, news, now);
    }
    if (news.duplicates().total() > 0) {
      metrics.dropped(Drop.DUPLICATE_SPAN, news.duplicates().total());
    }
    // Feedback has had its effect as a signal, whenever it comes.
    book.ended(record.tenant(), news.feedback().list(), Outcome.FEEDBACK);
    book.ended(record.tenant(), news.duplicates().list(), Outcome.DUPLICATE);
  }

  private void take(
      String key,
      @Nullable TraceState held,
      TraceState.Builder state,
      TraceRecord record,
      SpanIdentities.News news,
      long now) {
    List<ServiceShare> fresh = news.fresh().list();
    if (held != null && full(held)) {
      // The state is left as it was: an endless trace must not make an endless row.
      dropped(Drop.OVER_CAP, news);
      book.ended(record.tenant(), fresh, Outcome.OVER_CAP);
      return;
    }
    switch (state.getPhase()) {
      case OPEN -> {
        List<ServiceShare> waiting = new Shares().add(state.getWaitingList()).add(fresh).list();
        keep(key, state.clearWaiting().addAllWaiting(waiting), record, now);
      }
      case KEPT, REOPENED -> {
        dropped(Drop.LATE_ADDITION, news);
        if (news.revises()) {
          state.setPhase(Phase.REOPENED);
        }
        keep(key, state, record, now);
        book.ended(record.tenant(), fresh, Outcome.LATE_ADDITION);
      }
      case COMPACT -> {
        dropped(Drop.LATE_SPAN, news);
        states.put(key, state.build());
        book.ended(record.tenant(), fresh, Outcome.LATE);
      }
      case UNRECOGNIZED -> throw new ProcessorStateException("state of a newer release");
    }
  }

  /** Feedback is not among them. */
  private void dropped(Drop reason, SpanIdentities.News news) {
    if (news.fresh().total() > 0) {
      metrics.dropped(reason, news.fresh().total());
    }
  }

  /** The trace as it stands at {@code now}, even when more is due than one call may do. */
  private @Nullable TraceState settled(String key, long now) {
    TraceState held = states.get(key);
    while (held != null && held.getDeadline() <= now) {
      schedule(held.getPhase()).remove(held.getDeadline(), key);
      step(key, held.toBuilder(), held.getDeadline());
      held = states.get(key);
    }
    return held;
  }

  private boolean full(TraceState held) {
    return held.getPhase() != Phase.OPEN
        && (held.getCap() != 0 || held.getSpanHashesCount() >= config.maxSpans());
  }

  private void keep(String key, TraceState.Builder state, TraceRecord record, long now) {
    entries.add(key, state.getEntries(), record);
    state
        .setEntries(state.getEntries() + 1)
        .setBytes(state.getBytes() + record.value().length)
        .setRootSeen(state.getRootSeen() || SpanIdentities.hasRoot(record))
        .setCap(cap(state).getNumber());
    schedule(key, state, deadline(state, now));
  }

  private CompletionReason cap(TraceState.Builder state) {
    // Log records have no cap of their own, but the row has: it holds a hash of each.
    if (state.getSpans() >= config.maxSpans()
        || state.getSpanHashesCount() >= 2 * config.maxSpans()) {
      return CompletionReason.CAP_SPANS;
    }
    return state.getBytes() >= config.maxBytes().bytes()
        ? CompletionReason.CAP_BYTES
        : CompletionReason.COMPLETION_REASON_UNSPECIFIED;
  }

  private long deadline(TraceState.Builder state, long now) {
    return switch (state.getPhase()) {
      case OPEN -> {
        if (state.getCap() != 0) {
          yield now;
        }
        Duration quiet = state.getRootSeen() ? config.rootIdle() : config.idle();
        yield Math.min(
            now + quiet.toMillis(), state.getFirstArrival() + config.maxAge().toMillis());
      }
      case REOPENED ->
          Math.min(now + config.rootIdle().toMillis(), Math.max(now, contentUntil(state)));
      case KEPT, COMPACT, UNRECOGNIZED -> state.getDeadline();
    };
  }

  private long contentUntil(TraceState.Builder state) {
    return state.getEmittedAt() + config.keepContent().toMillis();
  }

  private void schedule(String key, TraceState.Builder state, long deadline) {
    if (state.getDeadline() != 0) {
      // A late addition reopens a trace: what was to be forgotten is to be emitted again.
      emits.remove(state.getDeadline(), key);
      forgets.remove(state.getDeadline(), key);
    }
    schedule(state.getPhase()).add(deadline, key);
    states.put(key, state.setDeadline(deadline).build());
  }

  private Deadlines schedule(Phase phase) {
    return switch (phase) {
      case OPEN, REOPENED -> emits;
      case KEPT, COMPACT -> forgets;
      case UNRECOGNIZED -> throw new ProcessorStateException("state of a newer release");
    };
  }

  /** What happens at a trace's deadline, which is no longer in the schedule. */
  private void step(String key, TraceState.Builder state, long at) {
    switch (state.getPhase()) {
      case OPEN, REOPENED -> {
        CompletionReason reason = reason(state, at);
        List<ServiceShare> waiting = List.copyOf(state.getWaitingList());
        state
            .clearWaiting()
            .setRevision(state.getRevision() + 1)
            .setPhase(Phase.KEPT)
            .setEmittedAt(state.getEmittedAt() == 0 ? at : state.getEmittedAt())
            .setDeadline(0);
        schedule(key, state, Math.max(at, contentUntil(state)));
        emit(key, state, reason, at, waiting);
      }
      case KEPT -> {
        entries.delete(key);
        state.setPhase(Phase.COMPACT).setEntries(0).setDeadline(0);
        schedule(key, state, at + config.keepCompact().toMillis());
      }
      case COMPACT -> states.delete(key);
      case UNRECOGNIZED -> throw new ProcessorStateException("state of a newer release");
    }
  }

  private CompletionReason reason(TraceState.Builder state, long at) {
    if (state.getPhase() == Phase.REOPENED) {
      return CompletionReason.LATE;
    }
    CompletionReason cap = CompletionReason.forNumber(state.getCap());
    if (cap != null && cap != CompletionReason.COMPLETION_REASON_UNSPECIFIED) {
      return cap;
    }
    if (at >= state.getFirstArrival() + config.maxAge().toMillis()) {
      return CompletionReason.CAP_AGE;
    }
    return state.getRootSeen() ? CompletionReason.ROOT_IDLE : CompletionReason.IDLE;
  }

  private void emit(
      String key,
      TraceState.Builder state,
      CompletionReason reason,
      long at,
      List<ServiceShare> waiting) {
    metrics.emitted(reason.name().toLowerCase(Locale.ROOT));
    done.accept(
        new AssembledTrace(
            entries.read(key), state.getRevision(), reason, at, state.getFirstArrival(), waiting));
  }
}
