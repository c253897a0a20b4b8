package dev.plumbline.standalone.llm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What goes wrong with the first calls, one entry per call; later calls go well. */
public final class FaultScript {
  /** Nothing goes wrong. */
  public static final Fault NO_FAULT = new Fault.Slow(Duration.ZERO);

  private static final Pattern WORD =
      Pattern.compile(
          "(?:([45]\\d\\d)(?::(\\d{1,4}))?"
              + "|(malformed|truncated|extra|enum|nan|huge|refused|reset|drip|ok)"
              + "|slow:(\\d{1,6}))(?:\\*(\\d{1,6}))?");

  private final Function<String, Fault> fates;

  private FaultScript(Function<String, Fault> fates) {
    this.fates = fates;
  }

  /** One call's fate. */
  public sealed interface Fault {
    /**
     * An error status instead of an answer.
     *
     * @param code 400 to 599
     * @param retryAfterSeconds for the header Retry-After; 0 for none
     */
    record Status(int code, int retryAfterSeconds) implements Fault {}

    /** Status 200 with something that is not the answer that was asked for. */
    record Wrong(Kind kind) implements Fault {}

    /** The connection breaks instead of an answer. */
    record Reset() implements Fault {}

    /** Headers at once, then a byte now and then, for longer than anybody waits. */
    record Drip() implements Fault {}

    /** The right answer, so much later. */
    record Slow(Duration by) implements Fault {}
  }

  /** How an answer is wrong. */
  public enum Kind {
    /** Prose instead of JSON. */
    MALFORMED,
    /** JSON that breaks off. */
    TRUNCATED,
    /** A key that nobody asked for. */
    EXTRA,
    /** A word that is not among those to choose from. */
    ENUM,
    /** A number where a word was asked for, and that is none. */
    NAN,
    /** A body of 5 MB. */
    HUGE,
    /** The field that says that the model declines. */
    REFUSED
  }

  /** A script without faults. */
  public static FaultScript none() {
    return new FaultScript(user -> NO_FAULT);
  }

  /** A script that looks at what is asked: the user message. */
  public static FaultScript deciding(Function<String, Fault> fates) {
    return new FaultScript(fates);
  }

  /**
   * Reads a script.
   *
   * @param text words separated by commas: {@code 429}, {@code 429:2} (Retry-After 2 s), {@code
   *     500}, {@code slow:1500} (milliseconds), {@code reset}, {@code drip}, {@code ok}, and the
   *     kinds of wrong answers, such as {@code malformed}; each with {@code *n} for n calls
   * @throws IllegalArgumentException naming the word that is none of these
   */
  public static FaultScript parse(String text) {
    List<Fault> faults = new ArrayList<>();
    for (String word : text.isBlank() ? new String[0] : text.split(",")) {
      Matcher matcher = WORD.matcher(word.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "fault \""
                + word.strip()
                + "\": expected 429, 429:2, 500, slow:1500, reset, drip, ok, malformed, truncated,"
                + " extra, enum, nan, huge or refused, each with *n");
      }
      int times = matcher.group(5) == null ? 1 : Integer.parseInt(matcher.group(5));
      for (int i = 0; i < times; i++) {
        faults.add(fault(matcher));
      }
    }
    AtomicInteger calls = new AtomicInteger();
    return new FaultScript(
        user -> {
          int call = calls.getAndIncrement();
          return call < faults.size() ? faults.get(call) : NO_FAULT;
        });
  }

  private static Fault fault(Matcher matcher) {
    if (matcher.group(1) != null) {
      return new Fault.Status(
          Integer.parseInt(matcher.group(1)),
          matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)));
    }
    String word = matcher.group(3);
    if (word == null) {
      return new Fault.Slow(Duration.ofMillis(Long.parseLong(matcher.group(4))));
    }
    return switch (word) {
      case "ok" -> NO_FAULT;
      case "reset" -> new Fault.Reset();
      case "drip" -> new Fault.Drip();
      default -> new Fault.Wrong(Kind.valueOf(word.toUpperCase(Locale.ROOT)));
    };
  }

  /** The fate of the next call, which says this. */
  Fault next(String user) {
    return fates.apply(user);
  }
}
