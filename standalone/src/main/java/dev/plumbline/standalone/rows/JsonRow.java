package dev.plumbline.standalone.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One line in hand. Reading a field notes what is wrong with it and goes on with a default. */
public final class JsonRow {
  private static final int SHOWN = 40;

  /** Probabilities and weights beyond these would make squares of weights overflow. */
  private static final double LEAST_PROBABILITY = 1e-9;

  private static final double MOST = 1e18;

  private final JsonNode fields;
  private final int line;
  private final List<String> problems;

  JsonRow(JsonNode fields, int line, List<String> problems) {
    this.fields = fields;
    this.line = line;
    this.problems = problems;
  }

  /** The line's number. */
  public int line() {
    return line;
  }

  /** All of it. */
  public JsonNode json() {
    return fields;
  }

  /** The field, or JSON null where there is none. */
  public JsonNode get(String name) {
    JsonNode value = fields.get(name);
    return value == null ? NullNode.getInstance() : value;
  }

  /** A text, or a whole number as text, that must be there. */
  public String text(String name) {
    JsonNode value = get(name);
    if (!value.isTextual() && !value.isIntegralNumber()) {
      problem(name, "a text");
    }
    return value.asText();
  }

  /** The same where it may be absent or null. */
  Optional<String> textIfAny(String name) {
    return get(name).isNull() ? Optional.empty() : Optional.of(text(name));
  }

  /** True or false, that must be there. */
  boolean flag(String name) {
    JsonNode value = get(name);
    if (!value.isBoolean()) {
      problem(name, "true or false");
    }
    return value.asBoolean();
  }

  /** A number above 0, or the other one where it is absent or null. */
  public double positive(String name, double otherwise) {
    JsonNode value = get(name);
    if (value.isNull()) {
      return otherwise;
    }
    double number = value.isNumber() ? value.asDouble() : Double.NaN;
    if (!(number > 0 && number <= MOST)) {
      problem(name, "a number above 0, at most " + MOST);
      return otherwise;
    }
    return number;
  }

  /**
   * A probability.
   *
   * @param used whether something happened with it, so that it must be there and cannot be 0
   */
  public double probability(String name, boolean used) {
    JsonNode value = get(name);
    if (value.isNull() && !used) {
      return 0;
    }
    double number = value.isNumber() ? value.asDouble() : Double.NaN;
    boolean valid = number <= 1 && (used ? number >= LEAST_PROBABILITY : number >= 0);
    if (!valid) {
      problem(name, used ? above(number) + " and at most 1" : "a number from 0 to 1");
      return 1;
    }
    return number;
  }

  private static String above(double number) {
    boolean tiny = number > 0 && number < LEAST_PROBABILITY;
    return tiny ? "a number of at least " + LEAST_PROBABILITY : "a number above 0";
  }

  /** 0 or 1 where it may be absent or null. */
  Optional<Boolean> binary(String name) {
    JsonNode value = get(name);
    if (value.isNull()) {
      return Optional.empty();
    }
    double number = value.isNumber() ? value.asDouble() : Double.NaN;
    if (number != 0 && number != 1) {
      problem(name, "0, 1 or null");
    }
    return Optional.of(number == 1);
  }

  /** Notes a problem with a field. */
  public void problem(String name, String expected) {
    problems.add(
        "line "
            + line
            + "  "
            + name
            + ": found "
            + shown(fields.get(name))
            + ", expected "
            + expected);
  }

  static String shown(@Nullable JsonNode value) {
    if (value == null) {
      return "nothing";
    }
    if (value.isObject()) {
      return "an object";
    }
    String text = value.isArray() ? "a list" : value.toString();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
