package dev.plumbline.evaluation.interaction;

import static java.util.stream.Collectors.groupingBy;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Interactions of different traces that tell of one call: a provider's library and an
 * instrumentation may each begin a trace for it. Only the response id shows that, together with the
 * time; within one trace the normaliser sees to it.
 */
public final class Twins {
  /** An id in more traces names no call: stubs and some servers always send the same one. */
  private static final int MAX_TRACES = 5;

  /** Of two that say the same, the one that began earlier is around the other. */
  private static final Comparator<Call> BEST_FIRST =
      Comparator.comparingInt(Call::content)
          .reversed()
          .thenComparingLong(Call::startUnixNanos)
          .thenComparing(Call::interactionId);

  private Twins() {}

  /**
   * A call as one interaction tells of it.
   *
   * @param key tenant and response id; empty when there is no response id
   * @param content how much of its content is there: 0 to 3
   */
  public record Call(
      String key,
      String interactionId,
      String traceId,
      long startUnixNanos,
      long endUnixNanos,
      int content) {
    /** The call that an interaction tells of. */
    public static Call of(Interaction interaction) {
      String response = interaction.getResponseId();
      return new Call(
          response.isEmpty() ? "" : interaction.getTenant() + "\u0000" + response,
          interaction.getInteractionId(),
          interaction.getTraceId(),
          interaction.getStartUnixNanos(),
          interaction.getEndUnixNanos(),
          (interaction.getOutputState() == ContentState.FULL ? 2 : 0)
              + (interaction.getInputState() == ContentState.FULL ? 1 : 0));
    }
  }

  /** The interactions without those that tell of a call what another one tells with content. */
  public static List<Interaction> distinct(List<Interaction> interactions) {
    Set<String> counted =
        new HashSet<>(
            distinctCalls(interactions.stream().map(Call::of).toList()).stream()
                .map(Call::interactionId)
                .toList());
    return interactions.stream().filter(i -> counted.contains(i.getInteractionId())).toList();
  }

  /** The calls, each as the interaction tells of it that tells most. */
  public static List<Call> distinctCalls(List<Call> calls) {
    Map<String, List<Call>> byKey = calls.stream().collect(groupingBy(Call::key));
    return calls.stream()
        .filter(call -> betterThan(call, byKey.getOrDefault(call.key(), List.of())).isEmpty())
        .toList();
  }

  /**
   * The one that tells most of the same call, when one tells more than this.
   *
   * @param all everything known under the same key
   */
  public static Optional<Call> betterThan(Call call, Collection<Call> all) {
    long traces = all.stream().map(Call::traceId).distinct().count();
    return traces > MAX_TRACES
        ? Optional.empty()
        : all.stream().filter(other -> tellsMore(other, call)).min(BEST_FIRST);
  }

  private static boolean tellsMore(Call other, Call call) {
    boolean overlap =
        other.startUnixNanos() <= call.endUnixNanos()
            && call.startUnixNanos() <= other.endUnixNanos();
    boolean same = !call.key().isEmpty() && other.key().equals(call.key());
    return same
        && overlap
        && !other.traceId().equals(call.traceId())
        && BEST_FIRST.compare(other, call) < 0;
  }
}
