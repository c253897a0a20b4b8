package dev.plumbline.scoring.assembly;

import dev.plumbline.scoring.AssemblyConfig;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.spans.Shares;
import dev.plumbline.scoring.spans.SpanBook;
import dev.plumbline.v1.SpanCounts.Outcome;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Collects the records of a trace until it is done: root seen and quiet, or quiet for longer, or at
 * a cap. All time is arrival time, and what is due is done before the next record is looked at.
 */
public final class AssembleProcessor implements Processor<String, Arrival, String, AssembledTrace> {
  /** State of every trace. */
  public static final String STATES = "trace-state";

  /** One entry per arriving record. */
  public static final String ENTRIES = "trace-entries";

  /** What is due when. */
  public static final String SCHEDULE = "emit-schedule";

  private final AssemblyConfig config;
  private final ScoringMetrics metrics;
  private @Nullable ProcessorContext<String, AssembledTrace> context;
  private @Nullable Assembly assembly;
  private @Nullable SpanBook book;

  /** An assembler. */
  public AssembleProcessor(AssemblyConfig config, ScoringMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, AssembledTrace> processorContext) {
    context = processorContext;
    SpanBook spans = new SpanBook(processorContext.getStateStore(SpanBook.STORE));
    book = spans;
    assembly =
        new Assembly(
            config,
            processorContext.getStateStore(STATES),
            new TraceEntries(processorContext.getStateStore(ENTRIES)),
            new Deadlines("emit", processorContext.getStateStore(SCHEDULE)),
            new Deadlines("forget", processorContext.getStateStore(SCHEDULE)),
            spans,
            metrics,
            this::forward);
  }

  @Override
  public void process(Record<String, Arrival> record) {
    switch (record.value()) {
      case TimePassed time -> Objects.requireNonNull(assembly).passed(time);
      case TraceRecord trace -> arrived(trace);
    }
  }

  /** What cannot be assembled becomes a dead letter, unless it is no record's fault. */
  private void arrived(TraceRecord trace) {
    try {
      Objects.requireNonNull(assembly)
          .arrived(trace, Objects.requireNonNull(context).currentStreamTimeMs());
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      Objects.requireNonNull(book)
          .ended(
              trace.tenant(), Shares.of(trace.spans(), trace.logs()).list(), Outcome.DEAD_LETTER);
      throw e;
    }
  }

  private void forward(AssembledTrace trace) {
    Objects.requireNonNull(context)
        .forward(
            new Record<>(trace.content().traceId(), trace, Math.max(0, trace.arrivalMillis())));
  }
}
