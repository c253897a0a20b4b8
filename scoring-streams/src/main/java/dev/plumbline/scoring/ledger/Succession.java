package dev.plumbline.scoring.ledger;

import dev.plumbline.scoring.checks.Evaluated;
import dev.plumbline.scoring.state.LedgerRow;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Step;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What becomes of interactions when a span above them comes late. An agent exports its own span
 * last: when its calls lie further apart than a trace is waited for, they have made interactions of
 * their own by then. The interaction of the late root goes on as one of them, so that a decision
 * and a verdict about its answer stand; the others are parts of it, and end.
 *
 * @param goesOnAs id under which the news are booked
 * @param parts rows that end
 */
record Succession(String goesOnAs, List<LedgerRow> parts) {
  /**
   * Of news.
   *
   * @param rows of its trace
   */
  static Succession of(Evaluated news, List<LedgerRow> rows) {
    Interaction interaction = news.interaction();
    Set<String> spans = new HashSet<>();
    spans.add(interaction.getRootSpanId());
    spans.add(interaction.getAnswerSpanId());
    interaction.getStepsList().stream().map(Step::getSpanId).forEach(spans::add);
    List<LedgerRow> below =
        rows.stream()
            .filter(row -> row.getFirstArrival() == news.firstArrivalMillis())
            .filter(row -> row.getSupersededBy().isEmpty())
            .filter(row -> !news.revisionIds().contains(row.getInteractionId()))
            .filter(row -> spans.contains(row.getRootSpanId()))
            .sorted(
                Comparator.comparing(
                        (LedgerRow row) ->
                            !row.getWithinList().contains(interaction.getAnswerSpanId()))
                    .thenComparing(LedgerRow::getInteractionId))
            .toList();
    boolean known =
        rows.stream().anyMatch(r -> r.getInteractionId().equals(interaction.getInteractionId()));
    if (known || below.isEmpty()) {
      return new Succession(interaction.getInteractionId(), below);
    }
    return new Succession(below.getFirst().getInteractionId(), below.subList(1, below.size()));
  }
}
