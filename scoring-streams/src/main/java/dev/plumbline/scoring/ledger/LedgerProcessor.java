package dev.plumbline.scoring.ledger;

import com.google.protobuf.Message;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.assembly.ArrivalClock;
import dev.plumbline.scoring.assembly.Deadlines;
import dev.plumbline.scoring.checks.Evaluated;
import dev.plumbline.scoring.state.EarlySignals;
import dev.plumbline.scoring.state.LedgerRow;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one row per interaction: the last decision at every evaluator and what was last booked for
 * every metric, so that revisions, verdicts and signals are plain differences.
 */
public final class LedgerProcessor implements Processor<String, Object, String, Object> {
  /** Rows by tenant, trace and interaction. */
  public static final String ROWS = "ledger";

  /** Signals whose interaction has not come yet. */
  public static final String EARLY = "early-signals";

  /** What expires or is deleted when. */
  public static final String SCHEDULE = "ledger-schedule";

  /** Output node for interactions. */
  public static final String TO_INTERACTIONS = "interactions";

  /** Output node for scores. */
  public static final String TO_SCORES = "scores";

  /** Output node for decisions. */
  public static final String TO_DECISIONS = "decisions";

  /** Output node for judge requests. */
  public static final String TO_REQUESTS = "judge-requests";

  /** Output node for differences of windows. */
  public static final String TO_WINDOWS = "collect-windows";

  private static final Duration TICK = Duration.ofMillis(500);

  private final Duration pendingExpiry;
  private final ScoringMetrics metrics;
  private final InstantSource clock;
  private @Nullable ProcessorContext<String, Object> context;
  private @Nullable KeyValueStore<String, LedgerRow> rows;
  private @Nullable KeyValueStore<String, EarlySignals> early;
  private @Nullable Deadlines deadlines;
  private @Nullable ArrivalClock arrival;
  private @Nullable LedgerBook book;

  /** A ledger. */
  public LedgerProcessor(Duration pendingExpiry, ScoringMetrics metrics, InstantSource clock) {
    this.pendingExpiry = pendingExpiry;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    rows = processorContext.getStateStore(ROWS);
    early = processorContext.getStateStore(EARLY);
    deadlines = new Deadlines("due", processorContext.getStateStore(SCHEDULE));
    book = new LedgerBook(this::send, pendingExpiry, metrics);
    ArrivalClock arrivalClock = new ArrivalClock(clock);
    arrival = arrivalClock;
    var _ =
        processorContext.schedule(
            TICK,
            PunctuationType.WALL_CLOCK_TIME,
            wall -> fire(arrivalClock.now(processorContext.currentStreamTimeMs())));
  }

  @Override
  public void process(Record<String, Object> record) {
    Objects.requireNonNull(arrival).read();
    long now = Objects.requireNonNull(context).currentStreamTimeMs();
    fire(now);
    switch (record.value()) {
      case Evaluated evaluated -> evaluated(evaluated, now);
      case Verdict verdict -> verdict(verdict, now);
      case Signal signal -> signal(signal, now);
      default ->
          throw new IllegalArgumentException(
              "the ledger does not book " + record.value().getClass());
    }
  }

  private void evaluated(Evaluated evaluated, long now) {
    String trace = evaluated.interaction().getTenant() + "|" + evaluated.interaction().getTraceId();
    String key = trace + "|" + evaluated.interaction().getInteractionId();
    LedgerRow held = Objects.requireNonNull(rows).get(key);
    LedgerRow.Builder row = held == null ? LedgerRow.newBuilder() : held.toBuilder();
    Objects.requireNonNull(book).evaluated(row, evaluated, now);
    EarlySignals waiting = Objects.requireNonNull(early).get(trace);
    if (waiting != null) {
      for (Signal signal : LedgerBook.signals(waiting)) {
        if (LedgerBook.meant(row, signal)) {
          book.signal(row, signal);
        }
      }
    }
    store(key, row, now);
  }

  private void verdict(Verdict verdict, long now) {
    String key =
        verdict.getTenant() + "|" + verdict.getTraceId() + "|" + verdict.getInteractionId();
    LedgerRow held = Objects.requireNonNull(rows).get(key);
    if (held == null) {
      metrics.dropped(ScoringMetrics.Drop.UNKNOWN_VERDICT, 1);
      return;
    }
    LedgerRow.Builder row = held.toBuilder();
    Objects.requireNonNull(book).verdict(row, verdict, now);
    store(key, row, now);
  }

  private void signal(Signal signal, long now) {
    String trace = signal.getTenant() + "|" + signal.getTraceId();
    boolean matched = false;
    for (String key : keys(trace)) {
      LedgerRow held = Objects.requireNonNull(rows).get(key);
      if (held != null && LedgerBook.meant(held.toBuilder(), signal)) {
        LedgerRow.Builder row = held.toBuilder();
        Objects.requireNonNull(book).signal(row, signal);
        store(key, row, now);
        matched = true;
      }
    }
    if (!matched) {
      EarlySignals held = Objects.requireNonNull(early).get(trace);
      EarlySignals.Builder waiting = held == null ? EarlySignals.newBuilder() : held.toBuilder();
      early.put(trace, waiting.addSignals(signal.toByteString()).build());
      Objects.requireNonNull(deadlines).add(now + LedgerBook.EARLY_MILLIS, "early|" + trace);
    }
  }

  private List<String> keys(String trace) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, LedgerRow> range =
        Objects.requireNonNull(rows).range(trace + "|", trace + "}")) {
      range.forEachRemaining(next -> keys.add(next.key));
    }
    return keys;
  }

  private void store(String key, LedgerRow.Builder row, long now) {
    Deadlines due = Objects.requireNonNull(deadlines);
    long next = LedgerBook.nextDeadline(row);
    due.add(Math.max(now, next), "row|" + key);
    Objects.requireNonNull(rows).put(key, row.build());
  }

  private void fire(long now) {
    for (Deadlines.Due due : Objects.requireNonNull(deadlines).take(now)) {
      int bar = due.key().indexOf('|');
      String key = due.key().substring(bar + 1);
      if (due.key().startsWith("early|")) {
        EarlySignals gone = Objects.requireNonNull(early).delete(key);
        if (gone != null && keys(key).isEmpty()) {
          metrics.dropped(ScoringMetrics.Drop.UNMATCHED_SIGNAL, gone.getSignalsCount());
        }
        continue;
      }
      LedgerRow held = Objects.requireNonNull(rows).get(key);
      if (held == null) {
        continue;
      }
      LedgerRow.Builder row = held.toBuilder();
      Objects.requireNonNull(book).expire(row, due.at());
      if (row.getDeleteAt() <= due.at()) {
        rows.delete(key);
      } else {
        rows.put(key, row.build());
        deadlines.add(LedgerBook.nextDeadline(row), "row|" + key);
      }
    }
  }

  private void send(String node, String key, Message message) {
    ProcessorContext<String, Object> out = Objects.requireNonNull(context);
    out.forward(new Record<>(key, message, Math.max(0, out.currentStreamTimeMs())), node);
  }
}
