package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.signal.Feedback;
import dev.plumbline.scoring.assembly.TraceRecord;
import dev.plumbline.v1.Signal;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Finds feedback among log records and publishes it as signals, keyed by trace. */
public final class SignalProcessor implements Processor<String, TraceRecord, String, Signal> {
  private @Nullable ProcessorContext<String, Signal> context;

  @Override
  public void init(ProcessorContext<String, Signal> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<String, TraceRecord> record) {
    String tenant = record.value().tenant();
    record.value().logs().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .flatMap(log -> Feedback.from(tenant, log).stream())
        .forEach(signal -> Objects.requireNonNull(context).forward(record.withValue(signal)));
  }
}
