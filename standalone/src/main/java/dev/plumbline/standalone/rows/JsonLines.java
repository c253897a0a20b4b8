package dev.plumbline.standalone.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A file of one JSON object a line, read line by line. */
public final class JsonLines {
  /** Problems after which reading stops: a file of another kind has one a line. */
  private static final int PROBLEMS = 20;

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader()
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private JsonLines() {}

  /**
   * Gives every line to the consumer, which notes what is wrong with it; empty lines are skipped.
   *
   * @throws InputException with all problems, or the first 20, after the last line
   */
  public static void read(Path file, Consumer<JsonRow> rows) {
    if (!Files.isRegularFile(file)) {
      String found = Files.isDirectory(file) ? "a directory" : "no such file";
      throw new InputException(
          file.toString(), List.of("found " + found + ", expected JSON lines"));
    }
    List<String> problems = new ArrayList<>();
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          read(line, number, problems, rows);
        }
        if (problems.size() >= PROBLEMS) {
          problems.add("stopped after " + problems.size() + " problems");
          break;
        }
      }
    } catch (CharacterCodingException e) {
      problems.add("after line " + number + "  found bytes that are not UTF-8, expected UTF-8");
    } catch (IOException e) {
      problems.add("after line " + number + "  cannot be read: " + e.getMessage());
    }
    if (!problems.isEmpty()) {
      throw new InputException(file.toString(), problems);
    }
  }

  private static void read(String line, int number, List<String> problems, Consumer<JsonRow> rows) {
    try {
      JsonNode json = JSON.readTree(line);
      if (json.isObject()) {
        rows.accept(new JsonRow(json, number, problems));
      } else {
        problems.add(
            "line " + number + "  found " + JsonRow.shown(json) + ", expected a JSON object");
      }
    } catch (JsonProcessingException e) {
      problems.add(
          "line "
              + number
              + "  found what is not JSON ("
              + e.getOriginalMessage().lines().findFirst().orElse("")
              + "), expected one JSON object");
    }
  }
}
