package dev.plumbline.standalone.consumers;

import dev.plumbline.standalone.verify.NotHere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Python with what the guide says to install, in a folder of its own. */
final class Python {
  private static final Path PROTOS = Path.of("..", "proto", "src", "main", "protobuf");
  private static final String OUTCOMES = "  OUTCOME_UNSPECIFIED = 0;";
  private static final int INSTALL_SECONDS = 240;

  private final Path dir;

  private Python(Path dir) {
    this.dir = dir;
  }

  /** Installs it. */
  static Python install(Path dir) throws Exception {
    Files.createDirectories(dir);
    Path requirements = dir.resolve("requirements.txt");
    try (var in =
        Objects.requireNonNull(Python.class.getResourceAsStream("/consumers/requirements.txt"))) {
      Files.write(requirements, in.readAllBytes());
    }
    Python python = new Python(dir.toAbsolutePath());
    run(dir, "venv.log", List.of("python3", "-m", "venv", "venv"));
    run(
        dir,
        "pip.log",
        List.of(python.binary(), "-m", "pip", "install", "-q", "-r", "requirements.txt"));
    return python;
  }

  /** The interpreter. */
  String binary() {
    return dir.resolve("venv/bin/python").toString();
  }

  /** Makes classes of our messages in a folder. */
  void generate(Path into) throws Exception {
    generate(PROTOS, into);
  }

  /** Makes classes of messages as a later release may have them. */
  void generateNext(Path into) throws Exception {
    Path protos = into.resolve("protos");
    Files.createDirectories(protos.resolve("plumbline/v1"));
    try (Stream<Path> files = Files.list(PROTOS.resolve("plumbline/v1"))) {
      for (Path file : files.toList()) {
        Files.writeString(
            protos.resolve("plumbline/v1").resolve(file.getFileName().toString()),
            Files.readString(file)
                .replace("message Score {", "message Score {\n  string added = " + Next.FIELD + ";")
                .replace(OUTCOMES, OUTCOMES + "\n  ADDED = " + Next.OUTCOME + ";"));
      }
    }
    generate(protos, into);
  }

  private void generate(Path protos, Path into) throws Exception {
    Files.createDirectories(into);
    List<String> command =
        new ArrayList<>(
            List.of(
                binary(),
                "-m",
                "grpc_tools.protoc",
                "-I",
                protos.toAbsolutePath().normalize().toString(),
                "--python_out=."));
    try (Stream<Path> files = Files.list(protos.resolve("plumbline/v1"))) {
      files
          .map(file -> file.toAbsolutePath().normalize().toString())
          .sorted()
          .forEach(command::add);
    }
    run(into, "protoc.log", command);
  }

  private static void run(Path dir, String log, List<String> command) throws Exception {
    Path file = dir.resolve(log).toAbsolutePath();
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(dir.toFile())
              .redirectErrorStream(true)
              .redirectOutput(file.toFile())
              .start();
      if (process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return;
      }
      process.destroyForcibly();
    } catch (IOException e) {
      throw new NotHere("no Python: expected python3 with venv on the PATH");
    }
    throw new NotHere("Python: " + String.join(" ", command) + " failed, see " + file);
  }
}
