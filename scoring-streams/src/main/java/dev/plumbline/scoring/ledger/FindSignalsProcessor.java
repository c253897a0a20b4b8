package dev.plumbline.scoring.ledger;

import com.google.protobuf.Message;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.evaluation.signal.SignalReader;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.ScoringMetrics.Fate;
import dev.plumbline.scoring.SignalsConfig;
import dev.plumbline.scoring.assembly.TraceRecord;
import dev.plumbline.scoring.links.LinkKeys;
import dev.plumbline.scoring.state.Link;
import dev.plumbline.v1.Signal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Finds feedback among spans and log records. What names a trace is published as a signal of that
 * trace; what names a response or a conversation goes to where answers are known by those.
 */
public final class FindSignalsProcessor implements Processor<String, TraceRecord, String, Message> {
  /** Name of the node. */
  public static final String NAME = "find-signals";

  private final SignalReader reader;
  private final ScoringMetrics metrics;
  private @Nullable ProcessorContext<String, Message> context;

  /** A finder. */
  public FindSignalsProcessor(SignalsConfig config, Redaction redaction, ScoringMetrics metrics) {
    this.reader = new SignalReader(Set.copyOf(config.invertedServices()), redaction);
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Message> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<String, TraceRecord> record) {
    TraceRecord trace = record.value();
    List<Signal> ofLogs = reader.ofLogs(trace.tenant(), trace.logs());
    ofLogs.forEach(signal -> send(record, signal));
    reader.ofSpans(trace.tenant(), trace.spans()).forEach(signal -> send(record, signal));
    long others = trace.traceId().isEmpty() ? count(trace) - ofLogs.size() : 0;
    if (others > 0) {
      metrics.dropped(Drop.LOG_WITHOUT_TRACE, others);
    }
  }

  private void send(Record<String, TraceRecord> record, Signal signal) {
    ProcessorContext<String, Message> out = Objects.requireNonNull(context);
    if (!signal.getTraceId().isEmpty()) {
      out.forward(
          record.withKey(signal.getTraceId()).withValue(signal), LedgerProcessor.TO_SIGNALS);
      return;
    }
    LinkKeys.first(signal)
        .ifPresentOrElse(
            key ->
                out.forward(
                    record
                        .withKey(key)
                        .withValue(Link.newBuilder().setSignal(signal.toByteString()).build()),
                    LedgerProcessor.TO_LINKS),
            () -> metrics.signal(Fate.NAMES_NOTHING));
  }

  private static long count(TraceRecord trace) {
    return trace.logs().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .mapToLong(scope -> scope.getLogRecordsCount())
        .sum();
  }
}
