package dev.plumbline.bench.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.bench.load.GeneratorMain;
import dev.plumbline.bench.load.SliceCommand;
import dev.plumbline.bench.load.SliceResult;
import dev.plumbline.bench.process.Child;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The generator as seen from here: one order at a time. */
final class GeneratorProcess implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final Child child;
  private final BufferedWriter commands;
  private final BufferedReader results;

  GeneratorProcess(Path dir, String heap) throws IOException {
    child = Child.start("generator", dir, heap, GeneratorMain.class);
    commands = child.process().outputWriter();
    results = child.process().inputReader();
  }

  /** Runs one slice to its end. */
  SliceResult run(SliceCommand command) throws IOException {
    commands.write(json.writeValueAsString(command));
    commands.newLine();
    commands.flush();
    String line = results.readLine();
    if (line == null) {
      throw new IOException("the generator has ended, see generator.log");
    }
    return json.readValue(line, SliceResult.class);
  }

  Duration cpu() {
    return child.cpu();
  }

  @Override
  public void close() {
    child.close();
  }
}
