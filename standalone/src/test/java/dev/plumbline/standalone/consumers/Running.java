package dev.plumbline.standalone.consumers;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A consumer in a process of its own, and the results that it printed. */
final class Running implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern RESULT = Pattern.compile("[0-9a-f]+ \\d+ (pass|fail|no-verdict)");

  private final String name;
  private final Process process;
  private final Path errors;
  private final Set<String> lines = new ConcurrentSkipListSet<>();

  private Running(String name, Process process, Path errors) {
    this.name = name;
    this.process = process;
    this.errors = errors;
  }

  /** Starts one. */
  static Running start(String name, Path dir, List<String> command) throws IOException {
    Path errors = dir.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command).directory(dir.toFile()).redirectError(errors.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Running running = new Running(name, process, errors);
    Thread.ofVirtual().start(running::read);
    return running;
  }

  private void read() {
    try (BufferedReader out = process.inputReader()) {
      out.lines().forEach(lines::add);
    } catch (IOException e) {
      lines.add(name + ": " + e);
    }
  }

  /** Waits until it printed all of these. */
  void mustPrint(Collection<String> results) {
    Awaitility.await(name)
        .atMost(PATIENCE)
        .until(() -> lines.containsAll(results) || !process.isAlive());
    if (!lines.containsAll(results)) {
      throw new AssertionError(name + " ended: " + said());
    }
  }

  /** Everything that it printed as a result. */
  Set<String> results() {
    Set<String> results = new TreeSet<>(lines);
    results.removeIf(line -> !RESULT.matcher(line).matches());
    return results;
  }

  /** Everything that it printed. */
  Set<String> lines() {
    return lines;
  }

  private String said() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
