package dev.plumbline.standalone.llm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What goes wrong with the first calls, one entry per call; later calls go well. */
public final class FaultScript {
  /** Nothing goes wrong. */
  public static final Fault NO_FAULT = new Fault.Slow(Duration.ZERO);

  private static final Pattern WORD =
      Pattern.compile(
          "(?:([45]\\d\\d)(?::(\\d{1,4}))?|(malformed)|slow:(\\d{1,6}))(?:\\*(\\d{1,6}))?");

  private final List<Fault> faults;
  private final AtomicInteger calls = new AtomicInteger();

  private FaultScript(List<Fault> faults) {
    this.faults = List.copyOf(faults);
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

    /** Status 200 with text that is not the JSON that was asked for. */
    record Malformed() implements Fault {}

    /** The right answer, so much later. */
    record Slow(Duration by) implements Fault {}
  }

  /** A script without faults. */
  public static FaultScript none() {
    return new FaultScript(List.of());
  }

  /**
   * Reads a script.
   *
   * @param text words separated by commas: {@code 429}, {@code 429:2} (Retry-After 2 s), {@code
   *     500}, {@code malformed}, {@code slow:1500} (milliseconds), each with {@code *n} for n calls
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
                + "\": expected 429, 429:2, 500, malformed or slow:1500, each with *n");
      }
      int times = matcher.group(5) == null ? 1 : Integer.parseInt(matcher.group(5));
      for (int i = 0; i < times; i++) {
        faults.add(fault(matcher));
      }
    }
    return new FaultScript(faults);
  }

  private static Fault fault(Matcher matcher) {
    if (matcher.group(1) != null) {
      return new Fault.Status(
          Integer.parseInt(matcher.group(1)),
          matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)));
    }
    return matcher.group(3) != null
        ? new Fault.Malformed()
        : new Fault.Slow(Duration.ofMillis(Long.parseLong(matcher.group(4))));
  }

  /** The fate of the next call. */
  Fault next() {
    int call = calls.getAndIncrement();
    return call < faults.size() ? faults.get(call) : NO_FAULT;
  }
}
