package dev.plumbline.evaluation.simulation;

import dev.plumbline.evaluation.config.YamlValue;
import dev.plumbline.evaluation.simulation.Scenario.ByTruth;
import dev.plumbline.evaluation.simulation.Scenario.Kind;
import dev.plumbline.evaluation.simulation.Scenario.Late;
import dev.plumbline.evaluation.simulation.Scenario.Phase;
import dev.plumbline.evaluation.simulation.Scenario.Pool;
import dev.plumbline.evaluation.simulation.Scenario.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scenarios from YAML (or JSON, which is YAML), every problem with its line. */
public final class ScenarioReader {
  private static final int MOST_ROWS = 10_000_000;
  private static final double ROUNDING = 1e-9;

  private ScenarioReader() {}

  /**
   * The scenario of a text.
   *
   * @throws ScenarioException with all problems
   */
  public static Scenario read(String yaml) {
    List<String> problems = new ArrayList<>();
    YamlValue root = YamlValue.document(yaml, problems);
    root.only(List.of("name", "about", "violated", "rows", "sessions", "kinds", "phases", "pool"));
    List<Kind> kinds =
        root.items("kinds", "a list of kinds of answers").stream()
            .map(ScenarioReader::kind)
            .toList();
    List<Phase> phases =
        root.get("phases").isPresent()
            ? root.items("phases", "a list of parts of the window").stream()
                .map(ScenarioReader::phase)
                .toList()
            : List.of(new Phase(1, "", "", 1, 1, 0, Optional.empty()));
    addsUp(root, "kinds", kinds.stream().mapToDouble(Kind::share).sum());
    addsUp(root, "phases", phases.stream().mapToDouble(Phase::share).sum());
    Scenario scenario =
        new Scenario(
            root.text("name"),
            root.text("about"),
            root.get("violated").flatMap(YamlValue::scalar),
            rows(root),
            root.get("sessions").map(ScenarioReader::sessions).orElse(new Sessions(0, 0)),
            kinds,
            phases,
            root.get("pool").map(ScenarioReader::pool));
    if (!problems.isEmpty()) {
      throw new ScenarioException(problems);
    }
    return scenario;
  }

  private static Kind kind(YamlValue at) {
    at.only(
        List.of(
            "share", "stratum", "upstream", "good", "passed", "refused", "pi", "late", "labels"));
    return new Kind(
        share(at, "share", 0, true),
        at.text("stratum"),
        share(at, "upstream", 1, false),
        share(at, "good", 0, true),
        at.get("passed").map(ScenarioReader::byTruth).orElse(new ByTruth(1, 0)),
        at.get("refused").map(ScenarioReader::byTruth).orElse(new ByTruth(0, 0)),
        share(at, "pi", 0, true),
        at.get("late").map(ScenarioReader::late),
        at.get("labels").map(ScenarioReader::labels).orElse(List.of(0.0, 0.0, 0.0)));
  }

  private static List<Double> labels(YamlValue at) {
    at.only(List.of("fail", "pass", "none"));
    return List.of(
        share(at, "fail", 0, true), share(at, "pass", 0, true), share(at, "none", 0, false));
  }

  private static Late late(YamlValue at) {
    at.only(List.of("good", "bad", "pi"));
    return new Late(
        new ByTruth(share(at, "good", 0, true), share(at, "bad", 0, true)),
        share(at, "pi", 0, true));
  }

  private static ByTruth byTruth(YamlValue at) {
    at.only(List.of("good", "bad"));
    return new ByTruth(share(at, "good", 0, true), share(at, "bad", 0, true));
  }

  private static Phase phase(YamlValue at) {
    at.only(List.of("share", "hour", "judge", "pi", "bad", "refused", "passed"));
    return new Phase(
        share(at, "share", 0, true),
        at.get("hour").flatMap(YamlValue::scalar).orElse(""),
        at.get("judge").flatMap(YamlValue::scalar).orElse(""),
        factor(at, "pi"),
        factor(at, "bad"),
        share(at, "refused", 0, false),
        at.get("passed").map(ScenarioReader::byTruth));
  }

  private static Pool pool(YamlValue at) {
    at.only(List.of("rows", "bad"));
    return new Pool(rows(at), factor(at, "bad"));
  }

  private static Sessions sessions(YamlValue at) {
    at.only(List.of("size", "alike"));
    return new Sessions(whole(at, "size", 1_000), share(at, "alike", 0, true));
  }

  private static int rows(YamlValue at) {
    return whole(at, "rows", MOST_ROWS);
  }

  private static int whole(YamlValue at, String key, int most) {
    double value = number(at, key, 1, true);
    if (!(value >= 1 && value <= most && value == Math.rint(value))) {
      at.get(key)
          .ifPresent(
              v -> v.problem("found " + v.shown() + ", expected a whole number from 1 to " + most));
      return 1;
    }
    return (int) value;
  }

  private static double factor(YamlValue at, String key) {
    double value = number(at, key, 1, false);
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      at.get(key).ifPresent(v -> v.problem("found " + v.shown() + ", expected a number from 0 on"));
      return 1;
    }
    return value;
  }

  private static double share(YamlValue at, String key, double otherwise, boolean needed) {
    double value = number(at, key, otherwise, needed);
    if (!(value >= 0 && value <= 1)) {
      at.get(key)
          .ifPresent(v -> v.problem("found " + v.shown() + ", expected a number from 0 to 1"));
      return otherwise;
    }
    return value;
  }

  private static double number(YamlValue at, String key, double otherwise, boolean needed) {
    if (needed && at.get(key).isEmpty()) {
      at.problem("found no " + key + ", expected a number");
    }
    return at.get(key).map(YamlValue::number).orElse(otherwise);
  }

  private static void addsUp(YamlValue root, String key, double shares) {
    if (Math.abs(shares - 1) > ROUNDING) {
      root.get(key)
          .ifPresent(list -> list.problem("found shares that add to " + shares + ", expected 1"));
    }
  }
}
