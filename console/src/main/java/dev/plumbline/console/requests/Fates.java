package dev.plumbline.console.requests;

import dev.plumbline.console.requests.RequestDetail.Fate;
import dev.plumbline.console.requests.RequestDetail.Mark;
import dev.plumbline.console.requests.RequestDetail.Result;
import dev.plumbline.evaluation.sampling.Explanation;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins decisions with the scores that followed: a rubric's scores are named rubric/criterion. */
final class Fates {
  private Fates() {}

  static List<Fate> of(List<Score> scores, List<Decision> decisions, List<Verdict> verdicts) {
    Map<String, List<Score>> byEvaluator = new LinkedHashMap<>();
    scores.forEach(s -> byEvaluator.computeIfAbsent(owner(s), o -> new ArrayList<>()).add(s));
    List<Fate> fates = new ArrayList<>();
    for (Decision decision : decisions) {
      List<Score> mine = byEvaluator.remove(decision.getEvaluator().getId());
      fates.add(
          new Fate(
              decision.getEvaluator().getId(),
              decision.getEvaluator().getVersion(),
              Details.word(decision.getEvaluator().getKind()),
              Details.word(decision.getOutcome()),
              decision.getReason(),
              decision.getPi(),
              decision.getStratum(),
              decision.getJudgeId(),
              results(mine == null ? List.of() : mine),
              Explanation.of(decision, verdict(verdicts, decision))));
    }
    byEvaluator.forEach((id, mine) -> fates.add(undecided(id, mine)));
    return List.copyOf(fates);
  }

  /** Scores whose decision is not here. */
  private static Fate undecided(String id, List<Score> scores) {
    Score first = scores.getFirst();
    return new Fate(
        id,
        first.getEvaluator().getVersion(),
        Details.word(first.getEvaluator().getKind()),
        "scored",
        "",
        first.getPi(),
        first.getStratum(),
        first.getJudgeId(),
        results(scores),
        List.of());
  }

  /** The first verdict of a judgment counts. */
  private static Optional<Verdict> verdict(List<Verdict> verdicts, Decision decision) {
    return verdicts.stream()
        .filter(verdict -> verdict.getJudgmentKey().equals(decision.getJudgmentKey()))
        .findFirst();
  }

  private static String owner(Score score) {
    String id = score.getEvaluator().getId();
    int slash = id.indexOf('/');
    return slash < 0 ? id : id.substring(0, slash);
  }

  private static List<Result> results(List<Score> scores) {
    return scores.stream()
        .map(
            s ->
                new Result(
                    s.getEvaluator().getId(),
                    Details.word(s.getOutcome()),
                    s.hasValue() ? s.getValue() : null,
                    s.getLabel(),
                    s.getReason(),
                    s.getEvidenceList().stream().map(Fates::mark).toList()))
        .toList();
  }

  private static Mark mark(Evidence e) {
    return new Mark(
        e.hasStart() ? e.getStart() : null,
        e.hasEnd() ? e.getEnd() : null,
        e.getDocumentId(),
        e.hasDocumentStart() ? e.getDocumentStart() : null,
        e.hasDocumentEnd() ? e.getDocumentEnd() : null,
        e.getToolCallId(),
        e.getNote());
  }
}
