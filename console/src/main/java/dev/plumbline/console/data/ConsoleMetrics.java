package dev.plumbline.console.data;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What the console counts about itself. */
public final class ConsoleMetrics {
  private final MeterRegistry registry;

  /** Registers the sizes of the board. */
  public ConsoleMetrics(MeterRegistry registry, Board board) {
    this.registry = registry;
    Gauge.builder("plumbline.console.rows", board.rows(), RowStore::size)
        .description("Requests kept in memory")
        .register(registry);
    Gauge.builder("plumbline.console.windows", board.windows(), WindowStore::size)
        .description("Windows kept in memory")
        .register(registry);
    FunctionCounter.builder("plumbline.console.rows.evicted", board.rows(), RowStore::evicted)
        .description("Requests dropped from memory at the cap")
        .register(registry);
    FunctionCounter.builder(
            "plumbline.console.windows.evicted", board.windows(), WindowStore::evicted)
        .description("Windows dropped from memory at the cap")
        .register(registry);
  }

  /** Counts a record that could not be read. */
  void bad(Source source) {
    registry
        .counter(
            "plumbline.console.records.bad",
            "topic",
            source.name().toLowerCase(Locale.ROOT),
            "reason",
            "undecodable")
        .increment();
  }
}
