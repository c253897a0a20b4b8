package dev.plumbline.standalone.verify;

import dev.plumbline.standalone.e2e.Installation;
import java.util.Arrays;

/** What a part says about itself on its metrics page. */
final class Meters {
  private static final String DROPPED = "plumbline_scoring_dropped_total";

  private final Installation installation;

  Meters(Installation installation) {
    this.installation = installation;
  }

  /** What scoring did not use, or not as it came, for this reason. */
  long dropped(String reason) {
    return (long) sum("scoring-streams", DROPPED, "reason=\"" + reason + "\"");
  }

  /** The sum of the series of a name whose labels hold all of these; 0 when there is none. */
  double sum(String part, String name, String... labels) {
    return installation
        .page(part, "/metrics")
        .orElse("")
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Arrays.stream(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
