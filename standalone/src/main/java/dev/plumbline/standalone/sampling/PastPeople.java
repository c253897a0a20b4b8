package dev.plumbline.standalone.sampling;

import dev.plumbline.evaluation.sampling.LateFact;
import dev.plumbline.evaluation.signal.Targets;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What users did about past answers, and what reviewers said of those drawn for an audit. */
final class PastPeople {
  /** Later, an answer's content is gone, and it is decided no more. */
  private static final long KEPT_MILLIS = Duration.ofMinutes(10).toMillis();

  private final Map<String, List<Signal>> signals = new HashMap<>();
  private final Map<String, Map<String, Label>> labels = new HashMap<>();

  void add(Signal signal) {
    boolean users =
        signal.getSource() == Signal.Source.END_USER || signal.getSource() == Signal.Source.DERIVED;
    if (users && !signal.getTraceId().isEmpty()) {
      signals.computeIfAbsent(signal.getTraceId(), none -> new ArrayList<>()).add(signal);
    }
  }

  /**
   * Adds a label.
   *
   * @param key of its record; the last one counts
   */
  void add(String key, Label label) {
    labels.computeIfAbsent(label.getTraceId(), none -> new TreeMap<>()).put(key, label);
  }

  /** What users did in time, by interaction id. */
  Map<String, Set<LateFact>> late(Collection<Interaction> interactions) {
    Map<String, Interaction> byId = new HashMap<>();
    Map<String, List<Targets.Candidate>> candidates = new HashMap<>();
    for (Interaction interaction : interactions) {
      byId.put(interaction.getInteractionId(), interaction);
      candidates
          .computeIfAbsent(interaction.getTraceId(), none -> new ArrayList<>())
          .add(candidate(interaction));
    }
    Map<String, Map<String, Signal>> last = new HashMap<>();
    candidates.forEach(
        (trace, ofTrace) ->
            signals
                .getOrDefault(trace, List.of())
                .forEach(
                    signal ->
                        Targets.named(signal, ofTrace)
                            .or(() -> Targets.latest(signal, ofTrace))
                            .filter(
                                id ->
                                    isInTime(
                                        signal,
                                        byId.getOrDefault(id, Interaction.getDefaultInstance())))
                            .ifPresent(
                                id ->
                                    last.computeIfAbsent(id, none -> new HashMap<>())
                                        .merge(signal.getName(), signal, PastPeople::later))));
    Map<String, Set<LateFact>> late = new HashMap<>();
    last.forEach((id, given) -> late.put(id, LateFact.of(given.values())));
    return late;
  }

  /** What most reviewers say of each metric of an answer that was drawn for an audit of it. */
  Map<String, Boolean> labels(List<Decision> decisions) {
    Map<String, Integer> votes = new TreeMap<>();
    for (Decision decision : decisions) {
      for (HumanDraw draw : decision.getHumanDrawsList()) {
        if (draw.getDrawn() && draw.getPurpose() == HumanDraw.Purpose.AUDIT) {
          labels.getOrDefault(decision.getTraceId(), Map.of()).values().stream()
              .filter(Label::hasPass)
              .filter(label -> isOf(label, decision))
              .filter(label -> label.getMetric().equals(draw.getMetric()))
              .forEach(
                  label -> votes.merge(label.getMetric(), label.getPass() ? 1 : -1, Integer::sum));
        }
      }
    }
    Map<String, Boolean> agreed = new TreeMap<>();
    votes.forEach(
        (metric, sum) -> {
          if (sum != 0) {
            agreed.put(metric, sum > 0);
          }
        });
    return agreed;
  }

  private static boolean isOf(Label label, Decision decision) {
    return label.getInteractionId().isEmpty()
        || label.getInteractionId().equals(decision.getInteractionId());
  }

  private static boolean isInTime(Signal signal, Interaction interaction) {
    return signal.getTimeUnixMillis() <= interaction.getArrivalUnixMillis() + KEPT_MILLIS;
  }

  private static Signal later(Signal a, Signal b) {
    return b.getTimeUnixMillis() >= a.getTimeUnixMillis() ? b : a;
  }

  private static Targets.Candidate candidate(Interaction interaction) {
    Set<String> within = new HashSet<>();
    within.add(interaction.getRootSpanId());
    within.add(interaction.getAnswerSpanId());
    interaction.getStepsList().stream().map(Step::getSpanId).forEach(within::add);
    return new Targets.Candidate(
        interaction.getInteractionId(),
        within,
        List.of(),
        interaction.getEndUnixNanos() / 1_000_000);
  }
}
