package dev.plumbline.scoring;

import dev.plumbline.scoring.publish.OutcomeMeters;
import io.micrometer.core.instrument.Counter;
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
    /** A log record that names no trace, and is no feedback. */
    LOG_WITHOUT_TRACE,
    /** A trace without a GenAI operation. */
    NOT_GENAI,
    /** A trace that broke the normaliser, the sampler or the cutting to size. */
    EVALUATION_FAILED,
    /** What users did about an answer that broke the normaliser or a check when looked at again. */
    LATE_FACT_UNUSED,
    /** A verdict for a judgment that is closed, or about content that has changed since. */
    LATE_VERDICT,
    /** A verdict that names no known judgment. */
    UNKNOWN_VERDICT,
    /** An interaction that another trace tells more of; it counts in no window. */
    SAME_CALL,
    /** News of a same call for an interaction that is not known any more. */
    LATE_SAME_CALL,
    /** A value beyond the cap of its dimension; booked under __other__. */
    DIMENSION_VALUE_CAPPED,
    /** A difference to a window that is not kept any more. */
    WINDOW_TOO_OLD,
    /** An interaction whose clock is far off; kept, with its time clamped. */
    CLOCK_SUSPECT
  }

  /** What became of a signal: one look for its answer, or one look at a row, each. */
  public enum Fate {
    /** Its trace and span named an answer that was known. */
    JOINED_BY_TRACE("joined", "trace"),
    /** Its response was known. */
    JOINED_BY_RESPONSE("joined", "response"),
    /** Its conversation was known. */
    JOINED_BY_CONVERSATION("joined", "conversation"),
    /** It waited for an answer, which came, in the trace that it named. */
    EARLY_BY_TRACE("early_joined", "trace"),
    /** As above, by its response. */
    EARLY_BY_RESPONSE("early_joined", "response"),
    /** As above, by its conversation and turn. */
    EARLY_BY_CONVERSATION("early_joined", "conversation"),
    /** Nothing came under its name in time; it is looked for under its next one. */
    PASSED_ON("passed_on", "next_name"),
    /** Its answer was told by another trace too, and that one counts. */
    MOVED("passed_on", "same_call"),
    /** Nothing came under its name in time, and it has no other. */
    NO_ANSWER("orphaned", "no_answer"),
    /** Its answer's row in the ledger is gone; it stays on its topic. */
    ANSWER_FORGOTTEN("orphaned", "answer_forgotten"),
    /** It names neither trace nor response nor conversation; it is on no topic. */
    NAMES_NOTHING("orphaned", "names_nothing"),
    /** Too many wait under its name. */
    TOO_MANY_WAITING("orphaned", "too_many_waiting"),
    /** It was there before. */
    DUPLICATE("ignored", "duplicate"),
    /** A later one of its name is known. */
    OLDER("ignored", "older"),
    /** Of a name or source that has no metric, or without a value; it stays on its topic. */
    NO_METRIC("ignored", "no_metric"),
    /** Made from what came next in a conversation. */
    DERIVED("derived", "conversation");

    private final String outcome;
    private final String reason;

    Fate(String outcome, String reason) {
      this.outcome = outcome;
      this.reason = reason;
    }

    /** Label {@code outcome}. */
    String outcome() {
      return outcome;
    }

    /** Label {@code reason}. */
    String reason() {
      return reason;
    }
  }

  /** What became of a label. */
  public enum Labelled {
    /** It stands in the sums, or would with more reviewers of one mind. */
    AUDIT,
    /** Its answer was not drawn for an audit of that metric, or not yet; it is kept with it. */
    NOT_DRAWN,
    /** Its answer, or the metric of it, is not known, or is not any more. */
    UNKNOWN,
    /** Its trace has several answers, and it does not say which. */
    AMBIGUOUS,
    /** More reviewers than are kept of one answer and metric. */
    TOO_MANY_REVIEWERS,
    /** Its reviewer saw other content than the judge was asked about. */
    OTHER_CONTENT,
    /** It names no trace that could be. */
    NO_TRACE
  }

  /** What became of an answer that people were to label. */
  public enum Audited {
    /** It was drawn. */
    DRAWN,
    /** Its first label came. */
    LABELLED,
    /** It was forgotten without one. */
    NEVER_LABELLED
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

  /** How the making of a sampling plan ended. */
  public enum Planned {
    /** Rates and floors are as the policy asks. */
    AS_WRITTEN,
    /** The budget was too small: written rates or floors are lowered. */
    LOWERED,
    /** The budget was too small for any plan; the last one stays. */
    REFUSED
  }

  /** Something was not used, or not as it came. */
  public void dropped(Drop reason, long count) {
    counter(
            "plumbline.scoring.dropped",
            "What was not used, or not as it came",
            "reason",
            word(reason))
        .increment(count);
  }

  /** Values of a kind were replaced in content. */
  public void redacted(String kind, long count) {
    counter("plumbline.scoring.redacted", "Values replaced in content", "kind", kind)
        .increment(count);
  }

  /** Something became of a signal. */
  public void signal(Fate fate) {
    counter(
            "plumbline.scoring.signals",
            "What became of feedback",
            "outcome",
            fate.outcome(),
            "reason",
            fate.reason())
        .increment();
  }

  /** Something became of a label. */
  public void label(Labelled outcome) {
    counter("plumbline.scoring.labels", "What became of labels", "outcome", word(outcome))
        .increment();
  }

  /** Something became of an audit of an evaluator's answers. */
  public void audit(String evaluator, Audited outcome) {
    counter(
            "plumbline.scoring.audits",
            "What became of answers that people were to label",
            "evaluator",
            evaluator,
            "outcome",
            word(outcome))
        .increment();
  }

  /** A record was put aside. */
  public void deadLetter(DeadLetter reason) {
    counter("plumbline.scoring.dead.letters", "Records put aside", "reason", word(reason))
        .increment();
  }

  /** A sampling plan was made, or not. */
  public void planned(Planned outcome) {
    counter("plumbline.scoring.plans", "Sampling plans made, or not", "outcome", word(outcome))
        .increment();
  }

  /** A trace was emitted. */
  public void emitted(String reason) {
    counter("plumbline.scoring.traces", "Traces emitted, by what ended the wait", "reason", reason)
        .increment();
  }

  /** An interaction has its outcome at an evaluator. */
  public void decided(String evaluator, String outcome) {
    counter(
            "plumbline.scoring.decisions",
            "Entries written to the ledger, revisions included",
            "evaluator",
            evaluator,
            "outcome",
            outcome)
        .increment();
  }

  /**
   * Counters of outcomes by slice.
   *
   * @param maxSlices how many slices have series of their own
   */
  public OutcomeMeters outcomes(int maxSlices) {
    return new OutcomeMeters(registry, maxSlices);
  }

  /** A stream thread ended by a failure. */
  public void threadFailed() {
    counter("plumbline.scoring.thread.failures", "Stream threads that a failure ended").increment();
  }

  private static String word(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  private Counter counter(String name, String help, String... tags) {
    return Counter.builder(name).description(help).tags(tags).register(registry);
  }
}
