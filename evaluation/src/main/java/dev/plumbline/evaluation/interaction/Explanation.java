package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a field of an interaction is what it is: the sources of the two tables in their order, and
 * what each held on each span where it is looked for.
 */
public final class Explanation {
  private static final Map<String, List<Source>> CONTENT =
      Map.of(
          "system", Sources.SYSTEM,
          "input", Sources.INPUT,
          "output", Sources.OUTPUT,
          "documents", both(Sources.DOCUMENTS, Sources.RETRIEVER_OUTPUT),
          "toolDefinitions", Sources.TOOLS);

  private static final String TOOL_CALLS = "toolCalls";

  /** Fields that are made of others. */
  private static final Map<String, List<String>> MADE_OF =
      Map.of(
          "question",
          List.of("input"),
          "answer",
          List.of("output"),
          "refusal",
          List.of("output"),
          "content",
          List.of("input", "output"),
          "framework",
          List.of("provider"),
          TOOL_CALLS,
          List.of("output", "input"));

  /** What the items of a list consist of; they are looked for together. */
  private static final Map<String, List<String>> ITEMS =
      Map.of(
          "documents",
          List.of("id", "text", "score"),
          "toolDefinitions",
          List.of("name", "description", "parameters"),
          TOOL_CALLS,
          List.of("id", "name", "arguments", "result", "error"));

  private static final List<Field> OF_TOOLS =
      List.of(Field.TOOL_NAME, Field.TOOL_ID, Field.TOOL_ARGUMENTS, Field.TOOL_RESULT);

  private static final Map<String, List<Field>> SINGLE = single();

  private Explanation() {}

  /**
   * One look at one source.
   *
   * @param field the field as the provenance names it
   * @param spanId where it was looked for, lower-case hex
   * @param spanName name of that span
   * @param source attribute key, event or other row of the tables
   * @param held what was there, as text; empty when nothing was sent
   * @param won whether the field was taken from here
   */
  public record Tried(
      String field, String spanId, String spanName, String source, String held, boolean won) {}

  /** Every field that can be asked about, in alphabetical order; {@code a} includes {@code a.b}. */
  public static List<String> fields() {
    Stream<String> ofItems =
        ITEMS.entrySet().stream()
            .flatMap(list -> list.getValue().stream().map(item -> list.getKey() + "." + item));
    return Stream.concat(
            ofItems,
            Stream.of(
                    SINGLE.keySet(),
                    CONTENT.keySet(),
                    MADE_OF.keySet(),
                    Set.of("model", "prompt", "usage"))
                .flatMap(Set::stream))
        .sorted()
        .toList();
  }

  /** The looks at a field's sources, in their order; empty for a field that is not known. */
  public static List<Tried> of(TraceContent trace, Interaction interaction, String field) {
    TraceTree tree = TraceTree.of(trace);
    for (InteractionRoots.Group group : InteractionRoots.of(tree, new Captured())) {
      if (group.root().id().equals(interaction.getRootSpanId())) {
        return of(tree, group, interaction, field);
      }
    }
    return List.of();
  }

  private static List<Tried> of(
      TraceTree tree, InteractionRoots.Group group, Interaction interaction, String asked) {
    String list = asked.split("\\.", 2)[0];
    String field = ITEMS.containsKey(list) ? list : asked;
    List<Tried> all = new ArrayList<>();
    if (field.equals(TOOL_CALLS)) {
      ofTools(group, all);
    }
    for (String part : MADE_OF.getOrDefault(field, List.of(field))) {
      Looks looks = new Looks(part, interaction.getProvenanceOrDefault(part, ""), all);
      for (SpanView span : spans(part, tree, group, interaction)) {
        CONTENT.getOrDefault(part, List.of()).forEach(source -> looks.at(source, span));
      }
    }
    SINGLE.forEach(
        (name, sources) -> {
          if (name.equals(field) || name.startsWith(field + ".")) {
            Looks looks = new Looks(name, interaction.getProvenanceOrDefault(name, ""), all);
            for (SpanView span : spans(name, tree, group, interaction)) {
              sources.forEach(source -> source.keys().forEach(key -> looks.at(key, span)));
            }
          }
        });
    return all;
  }

  private static void ofTools(InteractionRoots.Group group, List<Tried> all) {
    Looks looks = new Looks(TOOL_CALLS, "", all);
    group.spans().stream()
        .filter(span -> span.operation() == Operation.TOOL)
        .forEach(span -> OF_TOOLS.forEach(part -> part.keys().forEach(key -> looks.at(key, span))));
  }

  /** The answering call first, then what is around it and beside it. */
  private static List<SpanView> spans(
      String field, TraceTree tree, InteractionRoots.Group group, Interaction interaction) {
    SpanView answer =
        group.leaves().stream()
            .filter(leaf -> leaf.id().equals(interaction.getAnswerSpanId()))
            .findFirst()
            .orElse(group.root());
    return field.equals("documents") ? group.spans() : Normaliser.near(tree, group, answer);
  }

  private static Map<String, List<Field>> single() {
    Map<String, List<Field>> byName = new LinkedHashMap<>();
    for (Field field : Field.values()) {
      if (field.shown()) {
        byName.computeIfAbsent(field.canonical(), name -> new ArrayList<>()).add(field);
      }
    }
    return byName;
  }

  private static List<Source> both(List<Source> first, List<Source> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /**
   * The looks at one field's sources; the first that holds something under the winner's name won.
   */
  private static final class Looks {
    private final String field;
    private final String winner;
    private final List<Tried> all;
    private boolean won;

    Looks(String field, String winner, List<Tried> all) {
      this.field = field;
      this.winner = winner;
      this.all = all;
    }

    void at(Source source, SpanView span) {
      add(source.name(), source.read(span), span);
    }

    void at(Key key, SpanView span) {
      Key.Found own = key.in(span);
      boolean missing = own.value().isMissingNode();
      add(missing ? key.name() : own.key(), missing ? key.in(span.resource()) : own.value(), span);
    }

    private void add(String source, JsonNode held, SpanView span) {
      boolean wins = !won && source.equals(winner) && !held.isMissingNode();
      won |= wins;
      all.add(new Tried(field, span.id(), span.span().getName(), source, Values.text(held), wins));
    }
  }
}
