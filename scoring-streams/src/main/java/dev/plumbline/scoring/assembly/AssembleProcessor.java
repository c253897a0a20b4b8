package dev.plumbline.scoring.assembly;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.scoring.AssemblyConfig;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.state.TraceEntry;
import dev.plumbline.scoring.state.TraceState;
import dev.plumbline.scoring.state.TraceState.Phase;
import dev.plumbline.v1.CompletionReason;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
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
 * Collects the records of a trace until it is done: root seen and quiet, or quiet for longer, or at
 * a cap. All time is arrival time, and what is due fires before the next record is looked at. After
 * the emit the content stays for late spans, which make the next revision; then a compact row stays
 * that knows duplicates.
 */
public final class AssembleProcessor
    implements Processor<String, TraceRecord, String, AssembledTrace> {
  /** State of every trace. */
  public static final String STATES = "trace-state";

  /** One entry per arriving record. */
  public static final String ENTRIES = "trace-entries";

  /** What is due when. */
  public static final String SCHEDULE = "emit-schedule";

  private static final Duration TICK = Duration.ofMillis(250);

  private final AssemblyConfig config;
  private final ScoringMetrics metrics;
  private final InstantSource clock;
  private @Nullable ProcessorContext<String, AssembledTrace> context;
  private @Nullable KeyValueStore<String, TraceState> states;
  private @Nullable KeyValueStore<String, TraceEntry> entries;
  private @Nullable Deadlines emits;
  private @Nullable Deadlines forgets;
  private @Nullable ArrivalClock arrival;

  /** An assembler. */
  public AssembleProcessor(AssemblyConfig config, ScoringMetrics metrics, InstantSource clock) {
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, AssembledTrace> processorContext) {
    context = processorContext;
    states = processorContext.getStateStore(STATES);
    entries = processorContext.getStateStore(ENTRIES);
    emits = new Deadlines("emit", processorContext.getStateStore(SCHEDULE));
    forgets = new Deadlines("forget", processorContext.getStateStore(SCHEDULE));
    ArrivalClock arrivalClock = new ArrivalClock(clock);
    arrival = arrivalClock;
    var _ =
        processorContext.schedule(
            TICK,
            PunctuationType.WALL_CLOCK_TIME,
            wall -> fire(emits(), arrivalClock.now(processorContext.currentStreamTimeMs())));
  }

  @Override
  public void process(Record<String, TraceRecord> record) {
    Objects.requireNonNull(arrival).read();
    long now = Objects.requireNonNull(context).currentStreamTimeMs();
    fire(emits(), now);
    fire(forgets(), now);
    collect(record.value(), now);
  }

  private void collect(TraceRecord record, long now) {
    String key = record.storeKey();
    TraceState held = Objects.requireNonNull(states).get(key);
    TraceState.Builder state =
        held == null ? TraceState.newBuilder().setFirstArrival(now) : held.toBuilder();
    SpanIdentities.News news = SpanIdentities.add(state, record);
    if (news.duplicates() > 0) {
      metrics.dropped(Drop.DUPLICATE_SPAN, news.duplicates());
    }
    if (news.added() == 0) {
      return;
    }
    switch (state.getPhase()) {
      case OPEN, REOPENED -> keep(key, state, record, now);
      case KEPT -> {
        metrics.dropped(Drop.LATE_SPAN, news.addedSpans());
        if (news.revises()) {
          state.setPhase(Phase.REOPENED);
        }
        keep(key, state, record, now);
      }
      case COMPACT -> {
        metrics.dropped(Drop.LATE_SPAN, news.addedSpans());
        states.put(key, state.build());
      }
      case UNRECOGNIZED -> throw new IllegalStateException("state of a newer release");
    }
  }

  private void keep(String key, TraceState.Builder state, TraceRecord record, long now) {
    if (state.getCap() != 0 && state.getPhase() != Phase.OPEN) {
      metrics.dropped(Drop.OVER_CAP, 1);
      Objects.requireNonNull(states).put(key, state.build());
      return;
    }
    Objects.requireNonNull(entries)
        .put(
            entryKey(key, state.getEntries()),
            TraceEntry.newBuilder()
                .setLogs(!record.logs().isEmpty())
                .setValue(ByteString.copyFrom(record.value()))
                .build());
    state
        .setEntries(state.getEntries() + 1)
        .setBytes(state.getBytes() + record.value().length)
        .setLastArrival(now)
        .setRootSeen(state.getRootSeen() || SpanIdentities.hasRoot(record));
    CompletionReason cap = cap(state);
    if (cap != CompletionReason.COMPLETION_REASON_UNSPECIFIED && state.getCap() == 0) {
      state.setCap(cap.getNumber());
    }
    reschedule(key, state, deadline(state, now));
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
      case REOPENED -> now + config.rootIdle().toMillis();
      case KEPT, COMPACT, UNRECOGNIZED -> state.getDeadline();
    };
  }

  private CompletionReason cap(TraceState.Builder state) {
    if (state.getSpans() >= config.maxSpans()) {
      return CompletionReason.CAP_SPANS;
    }
    return state.getBytes() >= config.maxBytes().bytes()
        ? CompletionReason.CAP_BYTES
        : CompletionReason.COMPLETION_REASON_UNSPECIFIED;
  }

  private void reschedule(String key, TraceState.Builder state, long deadline) {
    if (state.getDeadline() != 0) {
      emits().remove(state.getDeadline(), key);
      forgets().remove(state.getDeadline(), key);
    }
    boolean emits = state.getPhase() == Phase.OPEN || state.getPhase() == Phase.REOPENED;
    (emits ? emits() : forgets()).add(deadline, key);
    Objects.requireNonNull(states).put(key, state.setDeadline(deadline).build());
  }

  /**
   * Emits may be pushed on by the wall clock: emitting early costs a revision. Content is forgotten
   * in stream time alone: a thread that was held up has not read what arrived meanwhile, and must
   * not drop it for being late.
   */
  private void fire(Deadlines schedule, long now) {
    for (Deadlines.Due due : schedule.take(now)) {
      TraceState held = Objects.requireNonNull(states).get(due.key());
      if (held != null) {
        // What was due earlier happened then, whenever it is noticed.
        fire(due.key(), held.toBuilder(), due.at());
      }
    }
  }

  private Deadlines emits() {
    return Objects.requireNonNull(emits);
  }

  private Deadlines forgets() {
    return Objects.requireNonNull(forgets);
  }

  private void fire(String key, TraceState.Builder state, long at) {
    switch (state.getPhase()) {
      case OPEN, REOPENED -> {
        CompletionReason reason = reason(state, at);
        state.setRevision(state.getRevision() + 1).setPhase(Phase.KEPT);
        state.setEmittedAt(state.getEmittedAt() == 0 ? at : state.getEmittedAt());
        long until = Math.max(at, state.getEmittedAt() + config.keepContent().toMillis());
        reschedule(key, state.setDeadline(0), until);
        emit(key, state, reason, at);
      }
      case KEPT -> {
        deleteEntries(key);
        state.setPhase(Phase.COMPACT).setEntries(0).setDeadline(0);
        reschedule(key, state, at + config.keepCompact().toMillis());
      }
      case COMPACT, UNRECOGNIZED -> Objects.requireNonNull(states).delete(key);
    }
  }

  private CompletionReason reason(TraceState.Builder state, long at) {
    if (state.getPhase() == Phase.REOPENED) {
      return CompletionReason.LATE;
    }
    if (state.getCap() != 0) {
      return Objects.requireNonNull(CompletionReason.forNumber(state.getCap()));
    }
    if (at >= state.getFirstArrival() + config.maxAge().toMillis()) {
      return CompletionReason.CAP_AGE;
    }
    return state.getRootSeen() ? CompletionReason.ROOT_IDLE : CompletionReason.IDLE;
  }

  private void emit(String key, TraceState.Builder state, CompletionReason reason, long at) {
    List<ResourceSpans> spans = new ArrayList<>();
    List<ResourceLogs> logs = new ArrayList<>();
    try (KeyValueIterator<String, TraceEntry> range =
        Objects.requireNonNull(entries).range(entryKey(key, 0), key + "}")) {
      while (range.hasNext()) {
        TraceEntry entry = range.next().value;
        if (entry.getLogs()) {
          logs.addAll(LogsData.parseFrom(entry.getValue()).getResourceLogsList());
        } else {
          spans.addAll(TracesData.parseFrom(entry.getValue()).getResourceSpansList());
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored entry does not parse", e);
    }
    metrics.emitted(reason.name().toLowerCase(java.util.Locale.ROOT));
    int bar = key.lastIndexOf('|');
    String trace = key.substring(bar + 1);
    TraceContent content = new TraceContent(key.substring(0, bar), trace, spans, logs);
    Objects.requireNonNull(context)
        .forward(
            new Record<>(
                trace,
                new AssembledTrace(content, state.getRevision(), reason, at),
                Math.max(0, at)));
  }

  private void deleteEntries(String key) {
    KeyValueStore<String, TraceEntry> store = Objects.requireNonNull(entries);
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, TraceEntry> range = store.range(entryKey(key, 0), key + "}")) {
      range.forEachRemaining(next -> keys.add(next.key));
    }
    keys.forEach(store::delete);
  }

  private static String entryKey(String key, int sequence) {
    return key + "|" + String.format("%08x", sequence);
  }
}
