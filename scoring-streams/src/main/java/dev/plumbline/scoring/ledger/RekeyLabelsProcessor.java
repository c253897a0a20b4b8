package dev.plumbline.scoring.ledger;

import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Labelled;
import dev.plumbline.v1.Label;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Sends every label to the task of its trace. */
public final class RekeyLabelsProcessor implements Processor<String, Label, String, Label> {
  private static final Pattern TRACE = Pattern.compile("[0-9a-f]{32}");

  private final ScoringMetrics metrics;
  private @Nullable ProcessorContext<String, Label> context;

  /** A sender. */
  public RekeyLabelsProcessor(ScoringMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Label> processorContext) {
    context = processorContext;
  }

  /** A record without a value names no trace: labels are taken back by one without a verdict. */
  @Override
  public void process(Record<String, Label> record) {
    Label label = record.value();
    if (label == null || !TRACE.matcher(label.getTraceId()).matches()) {
      metrics.label(Labelled.NO_TRACE);
      return;
    }
    Objects.requireNonNull(context).forward(record.withKey(label.getTraceId()));
  }
}
