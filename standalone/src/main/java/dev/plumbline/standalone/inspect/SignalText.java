package dev.plumbline.standalone.inspect;

import dev.plumbline.v1.Signal;
import java.util.List;
import java.util.stream.Stream;

/** A signal as one line: name, value, label, source, and what it is about. */
final class SignalText {
  private SignalText() {}

  static String of(Signal signal) {
    List<String> words =
        Stream.of(
                signal.getName(),
                Double.toString(signal.getValue()),
                signal.getLabel(),
                signal.getSource().name(),
                "about",
                about(signal))
            .filter(word -> !word.isEmpty())
            .toList();
    return String.join(" ", words);
  }

  private static String about(Signal signal) {
    if (!signal.getTraceId().isEmpty()) {
      String span = signal.getSpanId();
      return (span.isEmpty() ? "" : "span " + span + " of ") + "trace " + signal.getTraceId();
    }
    if (!signal.getResponseId().isEmpty()) {
      return "response " + signal.getResponseId();
    }
    return (signal.hasTurnIndex() ? "turn " + signal.getTurnIndex() + " of " : "")
        + "conversation "
        + signal.getConversationId();
  }
}
