package dev.plumbline.standalone.consumers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of the guide, so that they are run as they stand there. */
final class Examples {
  private static final Path PAGE = Path.of("..", "docs", "guides", "consume-scores.md");

  private Examples() {}

  /** A block by the name in its first line, which is a comment. */
  static String block(String name) throws IOException {
    Matcher block =
        Pattern.compile("```\\w+\\n(?:#|//) " + Pattern.quote(name) + "\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    if (!block.find()) {
      throw new IOException(PAGE + " has no block named " + name);
    }
    return block.group(1);
  }

  /** Writes a block to a file of its name. */
  static Path write(Path dir, String name) throws IOException {
    Files.createDirectories(dir);
    return Files.writeString(dir.resolve(name), block(name)).toAbsolutePath();
  }
}
