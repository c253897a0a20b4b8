package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.ContentState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Calls that two instrumentations tell of in spans side by side: they share the response id and
 * overlap in time; or, where one of them has no response id, one runs within the other, both are
 * under the same parent, come from different instrumentations, and agree in what was said or in
 * what it cost. A response that a cache gives again does not overlap.
 */
final class SideBySide {
  /** As many earlier calls of a parent are compared: what is one call lies close together. */
  private static final int NEAR = 8;

  private static final List<Field> COSTS = List.of(Field.USAGE_INPUT, Field.USAGE_OUTPUT);

  private final Captured captured;
  private final Map<String, Integer> byResponse = new HashMap<>();
  private final Map<String, List<Integer>> byParent = new HashMap<>();
  private final List<SpanView> distinct = new ArrayList<>();

  private SideBySide(Captured captured) {
    this.captured = captured;
  }

  /** Each call once, as the span tells of it that has more content. */
  static List<SpanView> once(List<SpanView> calls, Captured captured) {
    SideBySide found = new SideBySide(captured);
    calls.forEach(found::add);
    return found.distinct;
  }

  private void add(SpanView call) {
    String response = response(call);
    int twin = twin(call, response);
    if (twin >= 0) {
      if (content(call) > content(distinct.get(twin))) {
        distinct.set(twin, call);
      }
      return;
    }
    if (!response.isEmpty()) {
      byResponse.put(response, distinct.size());
    }
    byParent.computeIfAbsent(call.parentId(), parent -> new ArrayList<>()).add(distinct.size());
    distinct.add(call);
  }

  /** Where the same call stands already, or -1. */
  private int twin(SpanView call, String response) {
    Integer same = response.isEmpty() ? null : byResponse.get(response);
    if (same != null && distinct.get(same).overlaps(call)) {
      return same;
    }
    List<Integer> siblings = byParent.getOrDefault(call.parentId(), List.of());
    return siblings.subList(Math.max(0, siblings.size() - NEAR), siblings.size()).stream()
        .filter(index -> tellsTheSame(distinct.get(index), call))
        .findFirst()
        .orElse(-1);
  }

  private boolean tellsTheSame(SpanView earlier, SpanView later) {
    String first = response(earlier);
    String second = response(later);
    if (earlier.scope().equals(later.scope())
        || !(first.isEmpty() || second.isEmpty())
        || !(earlier.encloses(later) || later.encloses(earlier))) {
      return false;
    }
    String said = captured.output(earlier).lastText();
    String alsoSaid = captured.output(later).lastText();
    return said.isEmpty() || alsoSaid.isEmpty()
        ? costTheSame(earlier, later)
        : said.equals(alsoSaid);
  }

  private static boolean costTheSame(SpanView earlier, SpanView later) {
    for (Field field : COSTS) {
      OptionalLong cost = Values.count(new Lookup().find(field, List.of(earlier)));
      if (cost.isEmpty() || !cost.equals(Values.count(new Lookup().find(field, List.of(later))))) {
        return false;
      }
    }
    return true;
  }

  private static String response(SpanView call) {
    JsonNode response = new Lookup().find(Field.RESPONSE_ID, List.of(call));
    return Values.text(response);
  }

  private int content(SpanView call) {
    return (captured.output(call).state() == ContentState.NOT_CAPTURED ? 0 : 2)
        + (captured.input(call).state() == ContentState.NOT_CAPTURED ? 0 : 1);
  }
}
