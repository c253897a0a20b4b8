package dev.plumbline.evaluation.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is understood of one client of one service.
 *
 * @param service name of the service; empty when none is sent
 * @param scope the client's instrumentation scope
 * @param client the client for people
 * @param interactions how many were looked at
 * @param inEvents whether the text of questions or answers came in events, such as log records, and
 *     was joined to its span
 * @param fields every field, in order
 */
public record ClientReport(
    String service,
    String scope,
    String client,
    long interactions,
    boolean inEvents,
    List<Field> fields) {
  /** Sources that are events; the others say that they are of a log record. */
  private static final Set<String> EVENTS =
      Set.of(
          "gen_ai.client.inference.operation.details/gen_ai.input.messages",
          "gen_ai.client.inference.operation.details/gen_ai.output.messages",
          "gen_ai.*.message",
          "gen_ai.choice",
          "gen_ai.input.messages/gen_ai.event.content",
          "gen_ai.output.messages/gen_ai.event.content");

  /**
   * One field.
   *
   * @param id lower-case word
   * @param label for people
   * @param states lower-case state to interactions, without zeros
   * @param source where it was mostly taken from; empty when it never was
   * @param remedy what to set for those that lack it; empty when there is nothing to do
   */
  public record Field(
      String id, String label, Map<String, Long> states, String source, String remedy) {}

  /** The report of what was understood, and how often. */
  public static ClientReport of(String service, String scope, Map<Understanding, Long> seen) {
    boolean captures =
        seen.keySet().stream()
            .anyMatch(one -> found(one, IntakeField.QUESTION) || found(one, IntakeField.ANSWER));
    List<Field> fields = new ArrayList<>();
    for (IntakeField field : IntakeField.values()) {
      fields.add(field(scope, field, seen, captures));
    }
    boolean events =
        fields.stream()
            .filter(f -> f.label().equals("question") || f.label().equals("answer"))
            .anyMatch(f -> EVENTS.contains(f.source()) || f.source().startsWith("log "));
    return new ClientReport(
        service,
        scope,
        Remedies.name(scope),
        seen.values().stream().mapToLong(n -> n).sum(),
        events,
        List.copyOf(fields));
  }

  private static boolean found(Understanding understanding, IntakeField field) {
    return understanding.get(field).state() == FieldState.FOUND;
  }

  private static Field field(
      String scope, IntakeField field, Map<Understanding, Long> seen, boolean captures) {
    Map<FieldState, Long> states = new EnumMap<>(FieldState.class);
    Map<String, Long> sources = new HashMap<>();
    seen.forEach(
        (understanding, n) -> {
          Understanding.Found found = understanding.get(field);
          states.merge(found.state(), n, Long::sum);
          if (!found.source().isEmpty() && found.state() != FieldState.NOT_SENT) {
            sources.merge(found.source(), n, Long::sum);
          }
        });
    String remedy =
        states.entrySet().stream()
            .sorted(Map.Entry.<FieldState, Long>comparingByValue().reversed())
            .flatMap(
                e ->
                    Remedies.of(
                        scope, field, e.getKey(), states.containsKey(FieldState.FOUND), captures)
                        .stream())
            .findFirst()
            .orElse("");
    Map<String, Long> words = new LinkedHashMap<>();
    states.forEach((state, n) -> words.put(state.name().toLowerCase(Locale.ROOT), n));
    return new Field(
        field.name().toLowerCase(Locale.ROOT), field.label(), words, most(sources), remedy);
  }

  private static String most(Map<String, Long> sources) {
    return sources.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElse("");
  }
}
