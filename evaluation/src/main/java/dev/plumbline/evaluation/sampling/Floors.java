package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.config.Nearest;
import dev.plumbline.evaluation.config.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many answers of every slice are judged at least, by each evaluator.
 *
 * @param by what slices are told apart by
 * @param judgedPerHour expected calls per slice and hour; a slice with less traffic has all judged
 */
record Floors(SliceDimensions by, double judgedPerHour) {
  static final Floors NONE = new Floors(new SliceDimensions(List.of()), 0);

  static Floors read(YamlValue root) {
    Optional<YamlValue> given = root.get("floors");
    if (given.isEmpty()) {
      return NONE;
    }
    YamlValue floors = given.get();
    floors.only(List.of("by", "judgedPerHour"));
    List<String> names = new ArrayList<>();
    for (YamlValue item : floors.items("by", "a list of dimensions")) {
      String name = item.scalar().orElse("");
      if (!SliceDimensions.KNOWN.contains(name)) {
        item.problem("found " + item.shown() + hint(name) + "; the tenant is always a dimension");
      } else if (names.contains(name)) {
        item.problem("found " + name + " a second time");
      }
      names.add(name);
    }
    String expected = "answers per slice and hour, a number above 0";
    Optional<YamlValue> judged = floors.get("judgedPerHour");
    if (judged.isEmpty()) {
      floors.problem("found no judgedPerHour, expected " + expected);
    }
    return new Floors(
        new SliceDimensions(names), judged.map(v -> Budget.positive(v, expected)).orElse(0.0));
  }

  private static String hint(String name) {
    return Nearest.hint(name, SliceDimensions.KNOWN);
  }
}
