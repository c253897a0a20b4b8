package dev.plumbline.scoring.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.evaluation.signal.Targets;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.scoring.state.GivenSignal;
import dev.plumbline.scoring.state.LedgerRow;
import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;

/** A row of the ledger in hand, with what it holds as bytes read and written. */
final class LedgerEntry {
  private final LedgerRow.Builder row;

  private LedgerEntry(LedgerRow.Builder row) {
    this.row = row;
  }

  /** The row, or a new one. */
  static LedgerEntry of(@Nullable LedgerRow held) {
    return new LedgerEntry(held == null ? LedgerRow.newBuilder() : held.toBuilder());
  }

  LedgerRow.Builder row() {
    return row;
  }

  /** Where everything of this interaction is booked. */
  Contribution at() {
    try {
      return Contribution.parseFrom(row.getContribution());
    } catch (InvalidProtocolBufferException e) {
      throw new ProcessorStateException("a stored contribution does not parse", e);
    }
  }

  /** What is known of an evaluator; made when nothing is. */
  EvaluatorRow.Builder evaluator(String id) {
    return find(id).orElseGet(() -> row.addEvaluatorsBuilder().setEvaluator(id));
  }

  Optional<EvaluatorRow.Builder> find(String id) {
    return evaluators().stream().filter(held -> held.getEvaluator().equals(id)).findFirst();
  }

  List<EvaluatorRow.Builder> evaluators() {
    return row.getEvaluatorsBuilderList();
  }

  /** Whether a judge's decision stands, so that nothing about the population may move. */
  boolean judged() {
    return evaluators().stream()
        .flatMap(evaluator -> decision(evaluator).stream())
        .anyMatch(d -> d.getEvaluator().getKind() == Evaluator.Kind.JUDGE && !awaitsContent(d));
  }

  /** Whether the judge could not be asked, since the answer's content had not come. */
  static boolean awaitsContent(Decision decision) {
    return decision.getOutcome() == LedgerOutcome.SKIP_NOT_SCORABLE
        && decision.getJudgmentKey().isEmpty();
  }

  /** The last decision of an evaluator. */
  static Optional<Decision> decision(EvaluatorRow.Builder evaluator) {
    if (evaluator.getDecision().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Decision.parseFrom(evaluator.getDecision()));
    } catch (InvalidProtocolBufferException e) {
      throw new ProcessorStateException("a stored decision does not parse", e);
    }
  }

  /** Whether an evaluator has not come to an end yet. */
  static boolean isOpen(EvaluatorRow.Builder evaluator) {
    return decision(evaluator).map(last -> last.getOutcome() == LedgerOutcome.PENDING).orElse(true);
  }

  /** Whether it is booked: not while another trace tells more of the same call. */
  boolean counts() {
    return row.getSameCall().getSameAs().isEmpty();
  }

  /** What the checks say, in the words of a condition. */
  Map<String, String> checkWords() {
    Map<String, String> words = new TreeMap<>();
    for (EvaluatorRow.Builder evaluator : evaluators()) {
      decision(evaluator)
          .filter(last -> last.getEvaluator().getKind() == Evaluator.Kind.CHECK)
          .ifPresent(last -> words.put(evaluator.getEvaluator(), checkWord(evaluator, last)));
    }
    return words;
  }

  private static String checkWord(EvaluatorRow.Builder evaluator, Decision last) {
    return switch (last.getOutcome()) {
      case SCORED -> Booker.booked(evaluator, 0).getStrata(0).getPassed() == 1 ? "pass" : "fail";
      case SKIP_NOT_APPLICABLE -> "not_applicable";
      case SKIP_NOT_SCORABLE -> "not_scorable";
      default -> "error";
    };
  }

  /** As what feedback may be about. */
  static Targets.Candidate candidate(LedgerRow row) {
    return new Targets.Candidate(
        row.getInteractionId(), row.getWithinList(), row.getAboveList(), row.getEndMillis());
  }

  /** The last signal of that name. */
  Optional<Signal> given(String name) {
    return row.getGivenList().stream()
        .filter(given -> given.getName().equals(name))
        .map(LedgerEntry::signal)
        .findFirst();
  }

  /** Every signal that is the last of its name. */
  List<Signal> given() {
    return row.getGivenList().stream().map(LedgerEntry::signal).toList();
  }

  /** Makes the signal the last of its name. */
  void give(Signal signal) {
    for (GivenSignal.Builder given : row.getGivenBuilderList()) {
      if (given.getName().equals(signal.getName())) {
        given.setSignal(signal.toByteString());
        return;
      }
    }
    row.addGivenBuilder().setName(signal.getName()).setSignal(signal.toByteString());
  }

  private static Signal signal(GivenSignal given) {
    try {
      return Signal.parseFrom(given.getSignal());
    } catch (InvalidProtocolBufferException e) {
      throw new ProcessorStateException("a stored signal does not parse", e);
    }
  }

  /** When something happens to the row without news: a judgment expires, or the row goes. */
  long nextDeadline() {
    return evaluators().stream()
        .mapToLong(EvaluatorRow.Builder::getExpiresAt)
        .filter(at -> at != 0)
        .min()
        .orElse(row.getDeleteAt());
  }

  void keepUntil(long millis) {
    row.setDeleteAt(Math.max(row.getDeleteAt(), millis));
  }
}
