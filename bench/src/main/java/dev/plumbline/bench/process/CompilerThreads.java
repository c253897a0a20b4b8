package dev.plumbline.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** The JIT compiler's threads of a JVM, by the names that Linux shows. */
final class CompilerThreads {
  private CompilerThreads() {}

  /** CPU time that they have used; zero where the system does not tell. */
  static Duration cpu(long pid) {
    Path tasks = Path.of("/proc", Long.toString(pid), "task");
    if (!Files.isDirectory(tasks)) {
      return Duration.ZERO;
    }
    Duration sum = Duration.ZERO;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        sum = sum.plus(cpu(thread));
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the threads of process " + pid, e);
    }
  }

  private static Duration cpu(Path thread) throws IOException {
    try {
      return Files.readString(thread.resolve("comm")).contains(" CompilerThre")
          ? Duration.ofNanos(Readings.firstNumber(Files.readString(thread.resolve("schedstat"))))
          : Duration.ZERO;
    } catch (NoSuchFileException e) {
      // The thread has ended meanwhile.
      return Duration.ZERO;
    }
  }
}
