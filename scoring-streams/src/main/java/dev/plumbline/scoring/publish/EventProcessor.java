package dev.plumbline.scoring.publish;

import dev.plumbline.v1.Score;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Every score as an export request with one event. */
public final class EventProcessor
    extends ContextualProcessor<String, Score, String, ExportLogsServiceRequest> {
  @Override
  public void process(Record<String, Score> record) {
    context().forward(record.withValue(EvaluationEvent.of(record.value(), record.timestamp())));
  }
}
