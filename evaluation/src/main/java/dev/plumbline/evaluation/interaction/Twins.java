package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Interactions of different traces that tell of one call: a provider's library and an
 * instrumentation may each begin a trace for it. Only the response id shows that, together with the
 * time; within one trace the normaliser sees to it.
 */
public final class Twins {
  private Twins() {}

  /** The interactions without those that tell of a call what another one tells with content. */
  public static List<Interaction> distinct(List<Interaction> interactions) {
    Map<String, List<Interaction>> byResponse = new HashMap<>();
    for (Interaction interaction : interactions) {
      if (!interaction.getResponseId().isEmpty()) {
        byResponse
            .computeIfAbsent(
                interaction.getTenant() + "\u0000" + interaction.getResponseId(),
                key -> new ArrayList<>())
            .add(interaction);
      }
    }
    return interactions.stream()
        .filter(
            interaction ->
                byResponse
                    .getOrDefault(
                        interaction.getTenant() + "\u0000" + interaction.getResponseId(), List.of())
                    .stream()
                    .noneMatch(other -> tellsMore(other, interaction)))
        .toList();
  }

  private static boolean tellsMore(Interaction other, Interaction interaction) {
    boolean overlap =
        other.getStartUnixNanos() <= interaction.getEndUnixNanos()
            && interaction.getStartUnixNanos() <= other.getEndUnixNanos();
    boolean sameTrace = other.getTraceId().equals(interaction.getTraceId());
    if (sameTrace || !overlap) {
      return false;
    }
    int more = content(other) - content(interaction);
    // Of two that say the same, the one that began earlier is around the other.
    return more > 0
        || more == 0
            && (other.getStartUnixNanos() < interaction.getStartUnixNanos()
                || other.getStartUnixNanos() == interaction.getStartUnixNanos()
                    && other.getInteractionId().compareTo(interaction.getInteractionId()) < 0);
  }

  private static int content(Interaction interaction) {
    return (interaction.getOutputState() == ContentState.FULL ? 2 : 0)
        + (interaction.getInputState() == ContentState.FULL ? 1 : 0);
  }
}
