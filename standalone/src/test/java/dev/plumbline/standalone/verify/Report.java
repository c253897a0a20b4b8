package dev.plumbline.standalone.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/**
 * The rows of one run in {@code target/verify}: {@code report.md} for people, {@code report.json}
 * for machines, both written anew after every row, and {@code progress.txt} as it goes.
 */
public final class Report {
  /** Where it stands, with a directory for each row beside it. */
  public static final Path DIR = Path.of("target", "verify");

  /** What is said as it goes. */
  static final Path PROGRESS = DIR.resolve("progress.txt");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The report of this run, which all rows of it share. */
  public static final Report THIS_RUN = new Report();

  private final List<Row> rows = new ArrayList<>();

  private Report() {
    try {
      Files.createDirectories(DIR);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a row does. */
  public interface Body {
    /** Fails with whatever does not hold; {@link NotHere} when the row cannot be run here. */
    void run() throws Exception;
  }

  /** Runs a row and reports what came of it. */
  public void run(Row row, Body body) throws Exception {
    try {
      say(row, row.what());
      body.run();
      row.passed();
    } catch (NotHere e) {
      row.skipped(String.valueOf(e.getMessage()));
    } catch (Exception | AssertionError e) {
      row.failed(e);
      throw e;
    } finally {
      add(row);
    }
    Assumptions.assumeFalse(row.result() == Row.Result.SKIP, row.why());
  }

  private void add(Row row) {
    rows.add(row);
    write("report.md", markdown());
    write("report.json", json());
    say(
        row,
        switch (row.result()) {
          case PASS -> "passed in %.0f s".formatted(row.seconds());
          case SKIP -> "skipped: " + row.why();
          case FAIL -> "FAILED: " + firstLine(row.why());
        });
  }

  /** Tells how a row goes. */
  public void say(Row row, String what) {
    try {
      Files.writeString(
          PROGRESS,
          row.id() + " seed " + row.seed() + ": " + what + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String markdown() {
    StringBuilder text = new StringBuilder("# Verify\n\n");
    text.append("| row | what | seed | result | seconds |\n|---|---|---|---|---|\n");
    for (Row row : rows) {
      text.append(
          "| %s | %s | %d | %s | %.0f |%n"
              .formatted(
                  row.id(),
                  row.what(),
                  row.seed(),
                  switch (row.result()) {
                    case PASS -> "pass";
                    case SKIP -> "skipped";
                    case FAIL -> "**FAIL**";
                  },
                  row.seconds()));
    }
    for (Row row : rows) {
      text.append("\n## %s, seed %d: %s%n%n".formatted(row.id(), row.seed(), row.what()));
      switch (row.result()) {
        case PASS -> {}
        case SKIP -> text.append("Skipped: " + row.why() + "\n\n");
        case FAIL -> text.append("Failed:\n\n```\n" + row.why() + "\n```\n\n");
      }
      row.figures().forEach((name, value) -> text.append("- " + name + ": " + value + "\n"));
      recoveries(text, row.recoveries());
    }
    text.append(
        "\nAgain: `./plumbline verify --row %s`, with `--seeds N` for the seeds 1 to N.%n"
            .formatted(rows.getLast().id()));
    return text.toString();
  }

  private static void recoveries(StringBuilder text, List<Recovery> all) {
    if (all.isEmpty()) {
      return;
    }
    text.append("\nSeconds from the replacement's start, min / median / max:\n\n");
    text.append("| part | kills followed | ready | first work |\n|---|---|---|---|\n");
    all.stream()
        .collect(Collectors.groupingBy(Recovery::part, TreeMap::new, Collectors.toList()))
        .forEach(
            (part, kills) ->
                text.append(
                    "| %s | %d | %s | %s |%n"
                        .formatted(
                            part,
                            kills.size(),
                            Recovery.spread(kills, Recovery::readySeconds),
                            Recovery.spread(kills, Recovery::workSeconds))));
    text.append(
        "\n| kill | part | with | ready s | first work s | starts |\n|---|---|---|---|---|---|\n");
    for (int i = 0; i < all.size(); i++) {
      Recovery one = all.get(i);
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %s | %s | %.1f | %.1f | %d |%n",
              i + 1,
              one.part(),
              one.with(),
              one.readySeconds(),
              one.workSeconds(),
              one.starts()));
    }
  }

  private String json() {
    ArrayNode all = JSON.createArrayNode();
    for (Row row : rows) {
      ObjectNode one =
          all.addObject()
              .put("row", row.id())
              .put("what", row.what())
              .put("seed", row.seed())
              .put("result", row.result().name().toLowerCase(Locale.ROOT))
              .put("why", row.why())
              .put("seconds", row.seconds());
      ObjectNode figures = one.putObject("figures");
      row.figures().forEach(figures::put);
      ArrayNode kills = one.putArray("recoveries");
      row.recoveries()
          .forEach(
              r ->
                  kills
                      .addObject()
                      .put("part", r.part())
                      .put("with", r.with())
                      .put("readySeconds", r.readySeconds())
                      .put("workSeconds", r.workSeconds())
                      .put("starts", r.starts()));
    }
    return all.toPrettyString();
  }

  private static String firstLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  private static void write(String name, String text) {
    try {
      Files.writeString(DIR.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
