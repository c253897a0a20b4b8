package dev.plumbline.judge.rubric;

import dev.plumbline.runtime.config.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a judge is asked about one answer: a file in {@code rubrics/} of the config directory. A
 * changed rubric needs another version, since it starts another series.
 *
 * @param id first half of every metric of the rubric, lower-case
 * @param version any short text
 * @param instructions how to judge; the judge reads them before the material
 * @param rationale whether the judge also gives a reason, for people to read
 * @param gates what holds a judge's good words back
 * @param criteria the questions, each answered with one word
 */
public record Rubric(
    String id,
    String version,
    String instructions,
    Boolean rationale,
    Gates gates,
    List<Criterion> criteria) {
  /** Key of the reason in a judge's answer. */
  public static final String RATIONALE = "rationale";

  private static final int MAX_CRITERIA = 20;

  /** Fills defaults and checks. */
  public Rubric {
    rationale = rationale != null && rationale;
    gates = gates == null ? Gates.DEFAULT : gates;
    criteria = criteria == null ? List.of() : List.copyOf(criteria);
    Problems problems =
        Problems.of("rubric")
            .check(Criterion.isName(id), "id", show(id), Criterion.NAME_RULE)
            .check(
                version != null && version.matches("[A-Za-z0-9._-]{1,32}"),
                "version",
                show(version),
                "1 to 32 letters, digits, dots, dashes")
            .notBlank("instructions", instructions)
            .inRange("criteria", criteria.size(), 1, MAX_CRITERIA);
    Set<String> keys = new HashSet<>(Set.of(RATIONALE));
    for (Criterion criterion : criteria) {
      boolean fresh = keys.add(criterion.id()) & keys.add(criterion.quotesKey());
      problems.check(fresh, "criteria", show(criterion.id()), "ids that differ");
    }
    problems.throwIfAny();
  }

  /** {@code id@version}: the evaluator that a request names. */
  public String evaluator() {
    return id + "@" + version;
  }

  private static String show(String text) {
    return text == null ? "nothing" : "\"" + text + "\"";
  }
}
