package dev.plumbline.bench.process;

import java.util.List;

/** Reads numbers out of what processes say of themselves. */
public final class Readings {
  private Readings() {}

  /** The line {@code VmRSS: 12345 kB} of {@code /proc/PID/status}, in bytes. */
  static long residentBytes(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  /** The number that a text begins with, up to its first space. */
  static long firstNumber(String text) {
    return Long.parseLong(text.substring(0, text.indexOf(' ')));
  }

  /** The sum of a Prometheus metric over its series whose labels contain {@code label}. */
  public static long sum(String exposition, String metric, String label) {
    return (long)
        exposition
            .lines()
            .filter(line -> line.startsWith(metric + "{") && line.contains(label))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
  }
}
