package dev.plumbline.standalone.senders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings that the guide tells users, so that they are run as they stand there. */
final class Guide {
  private static final Path PAGE = Path.of("..", "docs", "guides", "collector.md");

  private Guide() {}

  /**
   * A block of the guide.
   *
   * @param name its first line's comment
   */
  static String block(String name) throws IOException {
    Matcher block =
        Pattern.compile("```yaml\\n# " + name + "\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    if (!block.find()) {
      throw new IOException(PAGE + " has no block named " + name);
    }
    return block.group(1);
  }
}
