package dev.plumbline.standalone.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.plumbline.v1.StratumSums;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON report of a headless run. */
final class DemoReport {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  void put(String key, @Nullable Object value) {
    fields.put(key, value);
  }

  void write(Path file) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(file.toFile(), fields);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + file, e);
    }
  }

  /** Metric to what its windows hold together. */
  static Map<String, Map<String, Long>> windows(Map<String, StratumSums> totals) {
    Map<String, Map<String, Long>> windows = new TreeMap<>();
    totals.forEach(
        (metric, sums) ->
            windows.put(
                metric,
                new TreeMap<>(
                    Map.of(
                        "n", sums.getEligible(),
                        "scored", sums.getScored(),
                        "passed", sums.getPassed(),
                        "asked", sums.getAsked(),
                        "notScorable", sums.getNotScorable(),
                        "errors", sums.getErrors()))));
    return windows;
  }

  /** Peak resident memory of this process in MiB; null where the system does not tell. */
  static @Nullable Long peakMemoryMib() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
