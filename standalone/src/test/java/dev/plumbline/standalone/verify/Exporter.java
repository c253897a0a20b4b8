package dev.plumbline.standalone.verify;

import com.google.protobuf.Message;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Exports as OTLP says: again after a failure that is worth another try, with a growing wait, until
 * it is acknowledged. A failure that OTLP calls final ends the run: the traffic is well formed.
 */
public final class Exporter {
  private static final long FIRST_WAIT_MILLIS = 250;
  private static final long MAX_WAIT_MILLIS = 4_000;

  private final OtlpTransport transport;
  private final Ledger ledger;

  /** An exporter that notes what it is told in the ledger. */
  public Exporter(OtlpTransport transport, Ledger ledger) {
    this.transport = transport;
    this.ledger = ledger;
  }

  /** What all exporters of one run were told. */
  public static final class Ledger {
    private final Map<String, Long> failures = new ConcurrentHashMap<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong lastAcknowledgedBegan = new AtomicLong();

    /** Status to count of what was not acknowledged. */
    public Map<String, Long> failures() {
      return new java.util.TreeMap<>(failures);
    }

    /** Requests acknowledged so far. */
    public long acknowledged() {
      return acknowledged.get();
    }

    /** When the last try to be acknowledged was begun, in {@link System#nanoTime}. */
    long lastAcknowledgedBegan() {
      return lastAcknowledgedBegan.get();
    }

    private void note(OtlpTransport.Answer answer, long began) {
      if (answer.acknowledged()) {
        acknowledged.incrementAndGet();
        lastAcknowledgedBegan.accumulateAndGet(began, Math::max);
      } else {
        failures.merge(answer.code(), 1L, Long::sum);
      }
    }
  }

  /** Sends until it is acknowledged. */
  public void export(Message request) throws InterruptedException {
    long wait = FIRST_WAIT_MILLIS;
    while (true) {
      OtlpTransport.Answer answer = attempt(request);
      if (answer.acknowledged()) {
        return;
      }
      if (!answer.retryable()) {
        throw new IllegalStateException(
            transport.name() + " was refused for good: " + answer.code());
      }
      Thread.sleep(Math.max(wait, answer.waitMillis()));
      wait = Math.min(MAX_WAIT_MILLIS, wait * 3 / 2);
    }
  }

  /** Sends once and forgets, as an impatient exporter does; whether it was acknowledged. */
  boolean exportOnce(Message request) throws InterruptedException {
    return attempt(request).acknowledged();
  }

  private OtlpTransport.Answer attempt(Message request) throws InterruptedException {
    long began = System.nanoTime();
    OtlpTransport.Answer answer = transport.send(request);
    ledger.note(answer, began);
    return answer;
  }
}
