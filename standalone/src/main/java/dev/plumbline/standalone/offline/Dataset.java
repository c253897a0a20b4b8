package dev.plumbline.standalone.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A file with one JSON object per line, read row by row. */
final class Dataset {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final Map<String, Integer> unused = new TreeMap<>();

  Dataset(Path file) {
    this.file = file;
  }

  /**
   * Hands over every row.
   *
   * @throws DatasetException naming the first line that is no row
   */
  void read(Consumer<Row> rows) {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          rows.accept(row(line, number));
        }
      }
    } catch (NoSuchFileException e) {
      throw new DatasetException(file + ": no such file, expected one JSON object per line");
    } catch (MalformedInputException e) {
      throw new DatasetException(file + ": found bytes that are not UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Keys that no row needs, with the number of rows that have them. */
  Map<String, Integer> unused() {
    return unused;
  }

  Row row(String line, int number) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw at(number, "found no JSON: " + e.getOriginalMessage());
    }
    if (!(node instanceof ObjectNode object)) {
      throw at(number, "found " + node.getNodeType() + ", expected a JSON object");
    }
    try {
      return new RowReader(PublicSets.translated(object), unused).row(String.valueOf(number));
    } catch (IllegalArgumentException e) {
      throw at(number, String.valueOf(e.getMessage()));
    }
  }

  private DatasetException at(int number, String problem) {
    return new DatasetException(file + " line " + number + ": " + problem);
  }
}
