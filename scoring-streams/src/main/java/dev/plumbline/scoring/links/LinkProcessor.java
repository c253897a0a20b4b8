package dev.plumbline.scoring.links;

import com.google.protobuf.Message;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.SignalsConfig;
import dev.plumbline.scoring.assembly.Deadlines;
import dev.plumbline.scoring.assembly.TimePassed;
import dev.plumbline.scoring.state.Link;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Knows answers by response and conversation, in the task that their key belongs to. */
public final class LinkProcessor implements Processor<String, Object, String, Message> {
  /** Rows by key. */
  public static final String ROWS = "link-rows";

  /** What is settled or forgotten when. */
  public static final String SCHEDULE = "link-schedule";

  /** Output node for signals that found their answer, and for derived ones. */
  public static final String TO_SIGNALS = "linked-signals";

  /** Output node for feedback that is looked for under another key. */
  public static final String TO_LINKS = "relink";

  /** Output node for which of several interactions counts. */
  public static final String TO_SAME_CALLS = "same-calls-out";

  private final SignalsConfig config;
  private final ScoringMetrics metrics;
  private @Nullable ProcessorContext<String, Message> context;
  private @Nullable Links links;

  /** A keeper of links. */
  public LinkProcessor(SignalsConfig config, ScoringMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Message> processorContext) {
    context = processorContext;
    links =
        new Links(
            config,
            processorContext.getStateStore(ROWS),
            new Deadlines("settle", processorContext.getStateStore(SCHEDULE)),
            new Deadlines("forget", processorContext.getStateStore(SCHEDULE)),
            new Waiting(config, this::send, metrics),
            new FollowUps(config.conversationRest(), this::send, metrics),
            new SameCalls(this::send));
  }

  @Override
  public void process(Record<String, Object> record) {
    Links held = Objects.requireNonNull(links);
    switch (record.value()) {
      case TimePassed time -> held.passed(time);
      case Link link ->
          held.arrived(record.key(), link, Objects.requireNonNull(context).currentStreamTimeMs());
      default -> throw new IllegalArgumentException("no link is a " + record.value().getClass());
    }
  }

  private void send(String node, String key, Message message) {
    ProcessorContext<String, Message> out = Objects.requireNonNull(context);
    out.forward(new Record<>(key, message, Math.max(0, out.currentStreamTimeMs())), node);
  }
}
