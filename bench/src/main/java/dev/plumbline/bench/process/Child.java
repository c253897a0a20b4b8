package dev.plumbline.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own with the class path and the flags of this one, so that all measured processes
 * run alike; only the heap is set for each. What it logs goes to a file.
 */
public final class Child implements AutoCloseable {
  private static final List<String> NOT_INHERITED = List.of("-Xmx", "-XX:AOT", "-agentlib");
  private static final int STOP_SECONDS = 20;

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /** Starts one; a log of its name stands in the directory. */
  public static Child start(String name, Path dir, String heap, Class<?> main, String... arguments)
      throws IOException {
    return startWith(List.of(), name, dir, heap, main, arguments);
  }

  /**
   * Starts one under another command.
   *
   * @param before for example {@code taskset -c 0}
   */
  public static Child startWith(
      List<String> before, String name, Path dir, String heap, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> NOT_INHERITED.stream().noneMatch(flag::startsWith))
        .forEach(command::add);
    command.addAll(
        List.of("-Xmx" + heap, "-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new Child(
        new ProcessBuilder(command).redirectError(dir.resolve(name + ".log").toFile()).start());
  }

  /** For its streams. */
  public Process process() {
    return process;
  }

  /** CPU time used so far, user and system, of all its threads. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * CPU time of its compiler threads, which are done when it is warm; zero without {@code /proc}.
   */
  public Duration compilerCpu() {
    return CompilerThreads.cpu(process.pid());
  }

  /** Resident bytes; 0 where the system has no {@code /proc}. */
  public long residentBytes() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      return Files.exists(status) ? Readings.residentBytes(Files.readAllLines(status)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("process " + process.pid() + " has ended", e);
    }
  }

  /** Stops it where it stands, as a machine that hangs would. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it run on. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
