package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.config.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of judged answer that people should look at because it tells much, whatever it says of the
 * traffic.
 *
 * @param name the reason that stands beside the case
 * @param when over the answer, its verdict and what users did
 * @param rate chance of being drawn, in [0.005, 1]
 */
record InformativeRule(String name, Condition when, double rate) {
  private static final String KEY = "informative";

  /** The rules of an evaluator; none without the key. */
  static List<InformativeRule> read(YamlValue rubric) {
    if (rubric.get(KEY).isEmpty()) {
      return List.of();
    }
    List<InformativeRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlValue item : rubric.items(KEY, "a list of rules")) {
      item.only(List.of("name", "when", "rate"));
      String name = item.text("name");
      if (!name.isEmpty() && !names.add(name)) {
        item.problem("found rule " + name + " a second time");
      } else if (name.equals("audit")) {
        item.problem("found rule audit, expected another name: that is the random share");
      }
      Optional<YamlValue> rate = item.get("rate");
      if (rate.isEmpty()) {
        item.problem("found no rate, expected a chance from 0.005 to 1");
      }
      double chance = rate.map(AuditShares::share).orElse(0.0);
      when(item).ifPresent(condition -> rules.add(new InformativeRule(name, condition, chance)));
    }
    return List.copyOf(rules);
  }

  private static Optional<Condition> when(YamlValue rule) {
    Optional<YamlValue> given = rule.get("when");
    if (given.isEmpty()) {
      rule.problem("found no when, expected a condition");
      return Optional.empty();
    }
    try {
      String text = given.get().scalar().orElse("");
      return Optional.of(Condition.compile(text, Condition.About.JUDGED));
    } catch (IllegalArgumentException e) {
      given.get().problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
