package dev.plumbline.standalone.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.plumbline.evaluation.estimate.JudgedRow;
import dev.plumbline.evaluation.estimate.JudgedSums;
import dev.plumbline.evaluation.estimate.Judgement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files of judged rows: {@code id, stratum, pi, judged} (asked), {@code judge} (1 pass, 0 fail,
 * null no usable verdict), {@code piHuman, human}, and where they apply {@code session, weight,
 * hour}. Any other field may be there to group by.
 */
public final class JudgedRows {
  private JudgedRows() {}

  /** Sums of the file's rows, hour by hour; one hour where rows name none. */
  public static List<JudgedSums> sums(Path file) {
    List<Group> groups = sums(file, Optional.empty());
    return groups.isEmpty() ? List.of(new JudgedSums()) : groups.getFirst().hours();
  }

  /**
   * Sums of rows with the same value of a field.
   *
   * @param value of the field; null where rows have none
   * @param hours sums per hour, in order of the hours
   */
  public record Group(JsonNode value, List<JudgedSums> hours) {}

  /** Sums per value of the field, in order of the values; all in one without a field. */
  public static List<Group> sums(Path file, Optional<String> field) {
    Map<JsonNode, Map<String, JudgedSums>> groups = new HashMap<>();
    JsonLines.read(
        file,
        line -> {
          JsonNode value = field.map(line::get).orElse(NullNode.getInstance());
          if (value.isContainerNode()) {
            line.problem(field.orElse(""), "a text, a number, true, false or null to group by");
          }
          groups
              .computeIfAbsent(value, none -> new TreeMap<>())
              .computeIfAbsent(line.textIfAny("hour").orElse(""), none -> new JudgedSums())
              .add(row(line));
        });
    if (groups.keySet().equals(Set.of(NullNode.getInstance())) && field.isPresent()) {
      throw new InputException(
          file.toString(),
          List.of("found " + field.get() + " in no row, expected it in some to group by"));
    }
    return groups.entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(
                Comparator.comparing(JsonNode::getNodeType)
                    .thenComparing(value -> value.isNumber() ? value.asDouble() : 0)
                    .thenComparing((JsonNode value) -> value.asText())))
        .map(entry -> new Group(entry.getKey(), new ArrayList<>(entry.getValue().values())))
        .toList();
  }

  private static JudgedRow row(JsonRow line) {
    boolean asked = line.flag("judged");
    Judgement judge = judgement(line.binary("judge"));
    Judgement human = judgement(line.binary("human"));
    if (!asked && judge != Judgement.NONE) {
      line.problem("judge", "null where judged is false");
    }
    if (!asked && human != Judgement.NONE) {
      line.problem("human", "null where judged is false: labels are drawn among judged rows");
    }
    return new JudgedRow(
        line.text("id"),
        line.text("stratum"),
        line.probability("pi", asked),
        asked,
        judge,
        line.probability("piHuman", human != Judgement.NONE),
        human,
        line.textIfAny("session").orElse(null),
        line.positive("weight", 1));
  }

  private static Judgement judgement(Optional<Boolean> pass) {
    return pass.map(good -> good ? Judgement.PASS : Judgement.FAIL).orElse(Judgement.NONE);
  }
}
