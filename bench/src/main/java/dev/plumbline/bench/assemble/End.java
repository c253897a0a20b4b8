package dev.plumbline.bench.assemble;

import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/** The last node: hands values over. */
final class End<T> implements Processor<String, T, Void, Void> {
  private final Consumer<T> sink;

  End(Consumer<T> sink) {
    this.sink = sink;
  }

  @Override
  public void process(Record<String, T> record) {
    sink.accept(record.value());
  }
}
