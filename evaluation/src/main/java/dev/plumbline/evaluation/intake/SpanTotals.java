package dev.plumbline.evaluation.intake;

import dev.plumbline.v1.SpanCounts;
import dev.plumbline.v1.SpanCounts.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of the ledger of spans, added up: {@code received} is the sum of the terms.
 *
 * @param received read from the topics of OTLP
 * @param terms what became of them, in the order of a span's life, without zeros
 */
public record SpanTotals(long received, List<Term> terms) {
  /** What spans are when they are between two tasks; the rows of two tasks are of two moments. */
  private static final String ON_THE_WAY = "on_the_way";

  private static final List<Outcome> ORDER =
      List.of(
          Outcome.IN_INTERACTION,
          Outcome.NO_GENAI,
          Outcome.LATE_ADDITION,
          Outcome.FEEDBACK,
          Outcome.OPEN,
          Outcome.DUPLICATE,
          Outcome.LATE,
          Outcome.OVER_CAP,
          Outcome.EVALUATION_FAILED,
          Outcome.NO_TRACE,
          Outcome.DEAD_LETTER,
          Outcome.UNRECOGNIZED);

  /**
   * One term of the sum.
   *
   * @param id lower-case word
   * @param label for people
   * @param count spans; below 0 for a moment where rows of two tasks disagree
   * @param lost whether these spans had no effect though they should have
   */
  public record Term(String id, String label, long count, boolean lost) {}

  /** The sums of these rows. */
  public static SpanTotals of(Collection<SpanCounts> rows) {
    long received = 0;
    long onTheWay = 0;
    Map<Outcome, Long> sums = new EnumMap<>(Outcome.class);
    for (SpanCounts row : rows) {
      received += row.getReceived();
      onTheWay += row.getSentRound() - row.getCameRound();
      List<Long> counts = row.getOutcomesList();
      for (int i = 0; i < counts.size(); i++) {
        Outcome outcome = Outcome.forNumber(i);
        sums.merge(outcome == null ? Outcome.UNRECOGNIZED : outcome, counts.get(i), Long::sum);
      }
    }
    List<Term> terms = new ArrayList<>();
    for (Outcome outcome : ORDER) {
      long count = sums.getOrDefault(outcome, 0L);
      if (count != 0) {
        terms.add(
            new Term(
                outcome.name().toLowerCase(Locale.ROOT), label(outcome), count, lost(outcome)));
      }
    }
    if (onTheWay != 0) {
      terms.add(new Term(ON_THE_WAY, "on the way to their task", onTheWay, false));
    }
    return new SpanTotals(received, List.copyOf(terms));
  }

  /** Spans in no term: 0, unless the books are wrong. */
  public long missing() {
    return received - terms.stream().mapToLong(Term::count).sum();
  }

  /**
   * What is wrong with the sum, in words; empty when it is right. Every kind is judged by itself,
   * since too many of one do not make up for a lack of the other.
   *
   * @param what these are, in the plural
   */
  public Optional<String> unbalanced(String what) {
    long missing = missing();
    return missing == 0
        ? Optional.empty()
        : Optional.of(
            Math.abs(missing)
                + " "
                + what
                + (missing > 0 ? " are in no outcome" : " are in two outcomes"));
  }

  /** The count of a term; 0 when there is no such term. */
  public long count(String id) {
    return terms.stream().filter(t -> t.id().equals(id)).mapToLong(Term::count).sum();
  }

  private static String label(Outcome outcome) {
    return switch (outcome) {
      case OPEN -> "waiting for their trace";
      case IN_INTERACTION -> "in traces with an answer";
      case NO_GENAI -> "in traces without a GenAI call";
      case EVALUATION_FAILED -> "in traces that broke the evaluation";
      case LATE_ADDITION -> "added to a trace that was done";
      case LATE -> "too late";
      case DUPLICATE -> "sent twice";
      case OVER_CAP -> "beyond a cap of their trace";
      case NO_TRACE -> "without a trace id";
      case FEEDBACK -> "read as feedback";
      case DEAD_LETTER -> "put aside as dead letters";
      case UNRECOGNIZED -> "counted by a newer release";
    };
  }

  private static boolean lost(Outcome outcome) {
    return switch (outcome) {
      case LATE, OVER_CAP, EVALUATION_FAILED, NO_TRACE, DEAD_LETTER -> true;
      case OPEN, IN_INTERACTION, NO_GENAI, LATE_ADDITION, DUPLICATE, FEEDBACK, UNRECOGNIZED ->
          false;
    };
  }
}
