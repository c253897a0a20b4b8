package dev.plumbline.bench.assemble;

import dev.plumbline.scoring.assembly.Arrival;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** The node between router and assembler. */
final class Forwarding extends ContextualProcessor<String, Object, String, Arrival> {
  @Override
  public void process(Record<String, Object> record) {
    context().forward(record.withValue((Arrival) record.value()));
  }
}
