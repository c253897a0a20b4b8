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

  /** Why something was not used. */
  public enum Drop {
    /** A span that was already there. */
    DUPLICATE_SPAN,
    /** A span that came after the content was gone. */
    LATE_SPAN,
    /** A span beyond a cap of its trace. */
    OVER_CAP,
    /** A log record that names no trace. */
    LOG_WITHOUT_TRACE,
    /** A trace without a GenAI operation. */
    NOT_GENAI,
    /** The normaliser or a check suite broke on a trace. */
    EVALUATION_FAILED,
    /** A verdict for a judgment that is closed. */
    LATE_VERDICT,
    /** A verdict that names no known judgment. */
    UNKNOWN_VERDICT,
    /** A signal that was booked before. */
    DUPLICATE_SIGNAL,
    /** A signal whose trace is not known any more. */
    UNMATCHED_SIGNAL,
    /** A value beyond the cap of its dimension; booked under __other__. */
    DIMENSION_VALUE_CAPPED,
    /** A difference to a window that is not kept any more. */
    WINDOW_TOO_OLD,
    /** A span whose clock is far off; kept, with its time clamped. */
    CLOCK_SUSPECT
  }

  /** Something was not used, or not as it came. */
  public void dropped(Drop reason, long count) {
    registry
        .counter("plumbline.scoring.dropped", "reason", reason.name().toLowerCase(Locale.ROOT))
        .increment(count);
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
}
