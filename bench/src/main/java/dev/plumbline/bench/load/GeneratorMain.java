package dev.plumbline.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The generator's process: a {@link SliceCommand} per line on standard input, a {@link SliceResult}
 * per line on standard output, both JSON. It ends with its input.
 */
public final class GeneratorMain {
  private GeneratorMain() {}

  /** Runs until standard input ends. */
  public static void main(String[] args) throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    try (Generator generator = new Generator();
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String line;
      while ((line = commands.readLine()) != null) {
        SliceResult result = generator.run(json.readValue(line, SliceCommand.class));
        System.out.println(json.writeValueAsString(result));
      }
    }
  }
}
