package dev.plumbline.standalone.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.evaluation.estimate.JudgedRow;
import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.evaluation.simulation.Replicate;
import dev.plumbline.evaluation.simulation.RowSink;
import dev.plumbline.evaluation.simulation.Scenario;
import dev.plumbline.evaluation.simulation.Study;
import dev.plumbline.standalone.rows.RateJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes each replicate's rows to {@code <scenario>-<number>.jsonl}, as the estimate command reads
 * them, and one line to {@code truth.jsonl}: file, scenario, replicate, truth and the rate.
 */
public final class Emission implements Study.Watcher {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final Scenario scenario;
  private final BufferedWriter truths;
  private final Map<String, String> rows = new LinkedHashMap<>();

  /** Into a directory that is made when it is not there; rows of earlier runs are overwritten. */
  public Emission(Path directory, Scenario scenario, BufferedWriter truths) {
    this.directory = directory;
    this.scenario = scenario;
    this.truths = truths;
  }

  /** The file of truths in a directory. */
  public static BufferedWriter truths(Path directory) throws IOException {
    Files.createDirectories(directory);
    return Files.newBufferedWriter(directory.resolve("truth.jsonl"));
  }

  @Override
  public RowSink rows(int number) {
    rows.clear();
    return new RowSink() {
      @Override
      public void add(String hour, JudgedRow row) {
        rows.put(row.id(), line(hour, row));
      }

      @Override
      public void remove(String hour, JudgedRow row) {
        rows.remove(row.id());
      }
    };
  }

  @Override
  public void done(int number, Replicate replicate) {
    String name = "%s-%04d.jsonl".formatted(scenario.name(), number);
    ObjectNode truth = JSON.createObjectNode();
    truth.put("file", name);
    truth.put("scenario", scenario.name());
    truth.put("replicate", number);
    truth.put("truth", scenario.truth());
    truth.set("estimate", RateJson.rate(replicate.rate()));
    replicate.pooled().ifPresent(pooled -> truth.set("pooled", RateJson.rate(pooled)));
    try {
      Files.write(directory.resolve(name), rows.values());
      truths.write(truth.toString());
      truths.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(String hour, JudgedRow row) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", row.id());
    json.put("stratum", row.stratum());
    json.put("pi", row.pi());
    json.put("judged", row.asked());
    json.put("judge", number(row.judge()));
    json.put("piHuman", row.piHuman());
    json.put("human", number(row.human()));
    if (row.session() != null) {
      json.put("session", row.session());
    }
    json.put("weight", row.u());
    if (!hour.isEmpty()) {
      json.put("hour", hour);
    }
    return json.toString();
  }

  private static @Nullable Integer number(Judgement judgement) {
    return judgement == Judgement.NONE ? null : Integer.valueOf(judgement.ordinal());
  }
}
