package dev.plumbline.scoring.assembly;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A task's now in arrival time: the stream time of what it has read, pushed on by the clock only
 * after the task has read nothing for two seconds. A restart that reads a backlog therefore closes
 * the same traces at the same points as the first run did. It is a child of every source of the
 * task, since a task that is busy with verdicts only is not idle.
 */
public final class ArrivalClockProcessor implements Processor<Object, Object, String, TimePassed> {
  private static final long IDLE_MILLIS = Duration.ofSeconds(2).toMillis();
  private static final Duration TICK = Duration.ofMillis(250);

  private final InstantSource clock;
  private @Nullable ProcessorContext<String, TimePassed> context;
  private long lastReadMillis;

  /** A clock that starts idle-counting when its task starts. */
  public ArrivalClockProcessor(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, TimePassed> processorContext) {
    context = processorContext;
    lastReadMillis = clock.millis();
    var _ = processorContext.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, wall -> tick());
  }

  @Override
  public void process(Record<Object, Object> record) {
    lastReadMillis = clock.millis();
  }

  private void tick() {
    ProcessorContext<String, TimePassed> out = Objects.requireNonNull(context);
    long wall = clock.millis();
    long stream = out.currentStreamTimeMs();
    long now = wall - lastReadMillis >= IDLE_MILLIS ? Math.max(stream, wall) : stream;
    if (now >= 0) {
      out.forward(new Record<>("", new TimePassed(now, stream), now));
    }
  }
}
