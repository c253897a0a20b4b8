package dev.plumbline.evaluation.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Windows of one hour with the rate and every step worked out by an independent program. */
final class WorkedExamples {
  private static final ObjectMapper JSON = new ObjectMapper();

  private WorkedExamples() {}

  /** One line per window: file, expected, intermediate. */
  static List<JsonNode> expected() {
    return lines("expected.jsonl");
  }

  /** The rows of a window. */
  static List<JudgedRow> rows(String file) {
    return lines(file + ".gz").stream().map(WorkedExamples::row).toList();
  }

  static JudgedSums sums(List<JudgedRow> rows) {
    JudgedSums sums = new JudgedSums();
    rows.forEach(sums::add);
    return sums;
  }

  private static JudgedRow row(JsonNode json) {
    return new JudgedRow(
        json.get("id").asText(),
        json.get("stratum").asText(),
        json.get("pi").asDouble(),
        json.get("judged").asBoolean(),
        judgement(json.get("judge")),
        json.get("piHuman").asDouble(),
        judgement(json.get("human")),
        json.hasNonNull("session") ? json.get("session").asText() : null,
        json.path("weight").asDouble(1));
  }

  private static Judgement judgement(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return Judgement.NONE;
    }
    return value.asInt() == 1 ? Judgement.PASS : Judgement.FAIL;
  }

  private static List<JsonNode> lines(String name) {
    try (InputStream file =
            Objects.requireNonNull(WorkedExamples.class.getResourceAsStream("/estimator/" + name));
        InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(file) : file;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      return reader.lines().map(WorkedExamples::json).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
