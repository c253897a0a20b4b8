package dev.plumbline.scoring;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * Counters for operations. They promise no exactness: work of an aborted transaction is counted
 * twice. The exact ledger is {@code decisions.v1}.
 */
public final class ScoringMetrics {
  private final MeterRegistry registry;

  /** Counters in this registry. */
  public ScoringMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Why something was not used, or not as it came. */
  public enum Drop {
    /** A span or log record that was already there. */
    DUPLICATE_SPAN,
    /** A span or log record that came after the first emit; it is kept for the next revision. */
    LATE_ADDITION,
    /** A span or log record that came after the content was gone. */
    LATE_SPAN,
    /** An interaction of spans that came after their trace was forgotten. */
    LATE_TRACE,
    /** A span or log record beyond a cap of its trace. */
    OVER_CAP,
    /** A log record that names no trace. */
    LOG_WITHOUT_TRACE,
    /** A trace without a GenAI operation. */
    NOT_GENAI,
    /** A trace that broke the normaliser, the sampler or the cutting to size. */
    EVALUATION_FAILED,
    /** A verdict for a judgment that is closed. */
    LATE_VERDICT,
    /** A verdict that names no known judgment. */
    UNKNOWN_VERDICT,
    /** A signal that was booked before. */
    DUPLICATE_SIGNAL,
    /** A signal that is no thumb with a value; it stays on its topic and has no metric. */
    OTHER_SIGNAL,
    /** A signal whose interaction did not come, or is not known any more. */
    UNMATCHED_SIGNAL,
    /** A value beyond the cap of its dimension; booked under __other__. */
    DIMENSION_VALUE_CAPPED,
    /** A difference to a window that is not kept any more. */
    WINDOW_TOO_OLD,
    /** An interaction whose clock is far off; kept, with its time clamped. */
    CLOCK_SUSPECT
  }

  /** Where a record became a dead letter. */
  public enum DeadLetter {
    /** It could not be read. */
    DESERIALISATION,
    /** A node could not process it. */
    PROCESSING,
    /** What followed from it could not be written. */
    PRODUCTION
  }

  /** Something was not used, or not as it came. */
  public void dropped(Drop reason, long count) {
    registry.counter("plumbline.scoring.dropped", "reason", word(reason)).increment(count);
  }

  /** Values of a kind were replaced in content. */
  public void redacted(String kind, long count) {
    registry.counter("plumbline.scoring.redacted", "kind", kind).increment(count);
  }

  /** A record was put aside. */
  public void deadLetter(DeadLetter reason) {
    registry.counter("plumbline.scoring.dead.letters", "reason", word(reason)).increment();
  }

  /** A trace was emitted. */
  public void emitted(String reason) {
    registry.counter("plumbline.scoring.traces", "reason", reason).increment();
  }

  /** An interaction has its outcome at an evaluator. */
  public void decided(String evaluator, String outcome) {
    registry
        .counter("plumbline.scoring.decisions", "evaluator", evaluator, "outcome", outcome)
        .increment();
  }

  /** A stream thread ended by a failure. */
  public void threadFailed() {
    registry.counter("plumbline.scoring.thread.failures").increment();
  }

  private static String word(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
