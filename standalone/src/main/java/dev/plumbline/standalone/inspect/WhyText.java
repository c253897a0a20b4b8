package dev.plumbline.standalone.inspect;

import dev.plumbline.evaluation.interaction.Explanation;
import dev.plumbline.evaluation.interaction.Explanation.Tried;
import dev.plumbline.standalone.inspect.Inspection.Inspected;
import java.io.PrintStream;

/** The sources of a field as lines for people. */
final class WhyText {
  private static final int LONGEST = 120;

  private WhyText() {}

  static void print(Inspected inspected, String field, PrintStream out) {
    out.println(
        "interaction of trace "
            + inspected.interaction().getTraceId()
            + ", root span "
            + inspected.interaction().getRootSpanId());
    String heading = "";
    for (Tried tried : Explanation.of(inspected.trace(), inspected.interaction(), field)) {
      String next = tried.field() + ", span " + tried.spanId() + " (" + tried.spanName() + ")";
      if (!next.equals(heading)) {
        out.println("  " + next);
        heading = next;
      }
      out.println(
          "    " + (tried.won() ? "* " : "  ") + tried.source() + " = " + shown(tried.held()));
    }
  }

  private static String shown(String held) {
    if (held.isEmpty()) {
      return "(not sent)";
    }
    String line = held.replaceAll("\\s+", " ");
    return line.length() <= LONGEST
        ? line
        : line.substring(0, LONGEST) + "... (" + held.length() + " characters)";
  }
}
