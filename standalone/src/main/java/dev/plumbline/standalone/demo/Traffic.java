package dev.plumbline.standalone.demo;

import dev.plumbline.standalone.traffic.AnswerKind;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.OtlpSender;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.standalone.traffic.Truth;
import dev.plumbline.v1.Outcome;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends users' traffic: two answers per second of event time, which begins in the past and runs
 * sixty times as fast as real time until it has caught up. Which answer is given with which prompt
 * follows from its number and not from the clock. Everything behind the receiver sees ordinary
 * OTLP.
 */
public final class Traffic implements Runnable {
  /** Number of the first trace that the new prompt may answer: 12 s after the start. */
  static final long SHIP_AT = 1_440;

  static final String BEFORE = "v6";
  static final String AFTER = "v7";

  private static final long SPEED = 60;
  private static final long STEP_MILLIS = 500;
  private static final long TICK_MILLIS = 100;
  private static final int TRACES_PER_REQUEST = 25;
  private static final List<String> CHECKS =
      List.of("empty-answer", "refusal", "json-schema", "grounding");

  private final TraceFactory factory;
  private final OtlpSender sender;
  private final InstantSource clock;
  private final long realStart;
  private final long eventStart;
  private final PriorityQueue<GeneratedTrace.Thumb> thumbs =
      new PriorityQueue<>(Comparator.comparingLong(GeneratedTrace.Thumb::atMillis));
  private final Map<String, Map<String, Long>> expected = new TreeMap<>();
  private final Map<String, AnswerKind> kinds = new ConcurrentHashMap<>();
  private volatile boolean stopped;
  private volatile long generated;
  private long acknowledged;
  private long spans;
  private long thumbsAcknowledged;

  /**
   * Traffic that has not begun.
   *
   * @param behind how long ago its first answer ends; it catches up in a sixtieth of that
   */
  public Traffic(TraceFactory factory, OtlpSender sender, InstantSource clock, Duration behind) {
    this.factory = factory;
    this.sender = sender;
    this.clock = clock;
    this.realStart = clock.millis();
    this.eventStart = realStart - behind.toMillis();
  }

  /**
   * What was sent, and what must follow from it.
   *
   * @param traces traces sent, one answer each
   * @param spans spans sent
   * @param acknowledged traces whose spans and content were acknowledged
   * @param acknowledgedSpans spans that were acknowledged
   * @param acknowledgedLogs log records that were acknowledged, thumbs among them
   * @param thumbs clicks that were acknowledged
   * @param expected check to outcome to count, from the truth about each acknowledged answer
   */
  public record Sent(
      long traces,
      long spans,
      long acknowledged,
      long acknowledgedSpans,
      long acknowledgedLogs,
      long thumbs,
      Map<String, Map<String, Long>> expected) {}

  /** The version of the prompt that answers: half of the traffic gets the new one. */
  static String version(long number) {
    return number >= SHIP_AT && number % 2 == 1 ? AFTER : BEFORE;
  }

  /** Traces made so far. */
  public long generated() {
    return generated;
  }

  /** What is true about the answer of a trace that was sent. */
  Optional<AnswerKind> kind(String traceId) {
    return Optional.ofNullable(kinds.get(traceId));
  }

  /** Ends the traffic; what users have yet to click is sent at once. */
  public void stop() {
    stopped = true;
  }

  /** What was sent; only after the thread has ended. */
  public Sent sent() {
    return new Sent(
        generated,
        spans,
        acknowledged,
        sender.acknowledgedSpans(),
        sender.acknowledgedLogs(),
        thumbsAcknowledged,
        expected);
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        long tick = clock.millis();
        long event = Math.min(eventStart + (tick - realStart) * SPEED, tick);
        while (!stopped && eventStart + generated * STEP_MILLIS <= event) {
          send(event);
        }
        click(event);
        Thread.sleep(Math.max(1, TICK_MILLIS - (clock.millis() - tick)));
      }
      click(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends one request of what is due. Content comes before the spans, so that none waits for it.
   */
  private void send(long event) throws InterruptedException {
    List<ResourceSpans> batch = new ArrayList<>();
    List<ResourceLogs> logs = new ArrayList<>();
    List<Truth> truths = new ArrayList<>();
    long number = generated;
    for (long end = eventStart + number * STEP_MILLIS;
        end <= event && batch.size() < TRACES_PER_REQUEST;
        end += STEP_MILLIS) {
      GeneratedTrace trace = factory.online(number, version(number), end);
      batch.add(trace.spans());
      trace.logs().ifPresent(logs::add);
      trace.thumb().ifPresent(thumbs::add);
      truths.add(trace.truth());
      kinds.put(trace.truth().traceId(), trace.truth().kind());
      number++;
    }
    boolean taken = (logs.isEmpty() || sender.logs(logs)) && sender.spans(batch);
    for (Truth truth : truths) {
      spans += truth.spans();
      if (taken) {
        acknowledged++;
        expect(truth);
      }
    }
    generated = number;
  }

  private void click(long event) throws InterruptedException {
    List<ResourceLogs> clicks = new ArrayList<>();
    while (!thumbs.isEmpty() && thumbs.peek().atMillis() <= event) {
      clicks.add(thumbs.poll().logs());
    }
    if (!clicks.isEmpty() && sender.logs(clicks)) {
      thumbsAcknowledged += clicks.size();
    }
  }

  private void expect(Truth truth) {
    AnswerKind kind = truth.kind();
    for (String check : CHECKS) {
      Outcome outcome = kind.expected(check, truth.json());
      expected
          .computeIfAbsent(check, key -> new TreeMap<>())
          .merge(Books.word(outcome), 1L, Long::sum);
    }
  }
}
