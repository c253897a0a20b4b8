package dev.plumbline.standalone.demo;

import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.OtlpSender;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.standalone.traffic.Truth;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Sends users' traffic. Its event time starts in the past and runs faster than real time until it
 * has caught up; everything behind the receiver sees ordinary OTLP.
 */
final class Traffic implements Runnable {
  private static final Duration START_BEHIND = Duration.ofHours(20);
  private static final double SPEED = 60;
  private static final long TICK_MILLIS = 200;
  private static final int TRACES_PER_TICK = 20;
  private static final int THUMBS_AFTER_TICKS = 10;

  private final TraceFactory factory;
  private final OtlpSender sender;
  private final InstantSource clock;
  private final long started;
  private final List<Truth> acknowledged = new ArrayList<>();
  private final Deque<List<ResourceLogs>> thumbs = new ArrayDeque<>();
  private volatile String version = "v6";
  private volatile boolean stopped;
  private long sent;
  private long thumbsSent;

  Traffic(TraceFactory factory, OtlpSender sender, InstantSource clock) {
    this.factory = factory;
    this.sender = sender;
    this.clock = clock;
    this.started = clock.millis();
  }

  /** All answers from now on are given with this version of the prompt. */
  void ship(String promptVersion) {
    version = promptVersion;
  }

  void stop() {
    stopped = true;
  }

  /** Event time now. */
  long eventMillis() {
    long now = clock.millis();
    long event = started - START_BEHIND.toMillis() + (long) ((now - started) * SPEED);
    return Math.min(event, now);
  }

  synchronized long sent() {
    return sent;
  }

  synchronized long thumbsSent() {
    return thumbsSent;
  }

  synchronized List<Truth> acknowledged() {
    return List.copyOf(acknowledged);
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        long tick = clock.millis();
        send();
        Thread.sleep(Math.max(1, TICK_MILLIS - (clock.millis() - tick)));
      }
      while (!thumbs.isEmpty()) {
        sendThumbs(thumbs.poll());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() throws InterruptedException {
    List<ResourceSpans> spans = new ArrayList<>();
    List<ResourceLogs> logs = new ArrayList<>();
    List<ResourceLogs> clicks = new ArrayList<>();
    List<Truth> truths = new ArrayList<>();
    long event = eventMillis();
    for (int i = 0; i < TRACES_PER_TICK; i++) {
      GeneratedTrace trace = factory.next(version, event - i * 7L);
      spans.add(trace.spans());
      trace.logs().ifPresent(logs::add);
      trace.thumb().ifPresent(clicks::add);
      truths.add(trace.truth());
    }
    boolean acked = sender.spans(spans) && (logs.isEmpty() || sender.logs(logs));
    synchronized (this) {
      sent += truths.size();
      if (acked) {
        acknowledged.addAll(truths);
      }
    }
    thumbs.add(clicks);
    if (thumbs.size() > THUMBS_AFTER_TICKS) {
      sendThumbs(thumbs.poll());
    }
  }

  private void sendThumbs(List<ResourceLogs> clicks) throws InterruptedException {
    if (!clicks.isEmpty() && sender.logs(clicks)) {
      synchronized (this) {
        thumbsSent += clicks.size();
      }
    }
  }
}
