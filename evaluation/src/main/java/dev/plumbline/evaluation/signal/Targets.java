package dev.plumbline.evaluation.signal;

import dev.plumbline.v1.Signal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of several answers feedback is about. */
public final class Targets {
  private Targets() {}

  /**
   * An answer that feedback may be about.
   *
   * @param within ids of spans that belong to it
   * @param above ids of spans that it lies below
   */
  public record Candidate(
      String interactionId, Collection<String> within, Collection<String> above, long endMillis) {}

  /**
   * The answer of a trace that the feedback names: the one that its span belongs to, else one below
   * its span, as below the span of a server. Without a span it is about the trace, and means its
   * latest answer at that time. Empty when the span is none of theirs.
   */
  public static Optional<String> named(Signal signal, List<Candidate> ofTrace) {
    if (!signal.getInteractionId().isEmpty()) {
      return ofTrace.stream()
          .map(Candidate::interactionId)
          .filter(signal.getInteractionId()::equals)
          .findFirst();
    }
    String span = signal.getSpanId();
    if (span.isEmpty()) {
      return latest(signal, ofTrace);
    }
    return latest(signal, ofTrace.stream().filter(c -> c.within().contains(span)).toList())
        .or(() -> latest(signal, ofTrace.stream().filter(c -> c.above().contains(span)).toList()));
  }

  /** The last answer that had ended when the feedback was given, else the last one. */
  public static Optional<String> latest(Signal signal, List<Candidate> candidates) {
    Comparator<Candidate> byEnd =
        Comparator.comparingLong(Candidate::endMillis).thenComparing(Candidate::interactionId);
    return candidates.stream()
        .filter(c -> c.endMillis() <= signal.getTimeUnixMillis())
        .max(byEnd)
        .or(() -> candidates.stream().max(byEnd))
        .map(Candidate::interactionId);
  }
}
