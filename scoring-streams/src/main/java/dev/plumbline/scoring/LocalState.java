package dev.plumbline.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the last process closed its local state. State that was left open may hold what was never
 * committed, so Kafka Streams does not use it: it opens every store, condemns every task with an
 * error and a stack trace, closes and deletes them all, and asks for a rebalance. Deleted before
 * the start, it is rebuilt from the changelogs at once. What names this process in its transactions
 * stays, so that it ends its own open transaction and need not wait for its time-out.
 */
final class LocalState {
  private static final Logger LOGGER = LoggerFactory.getLogger(LocalState.class);

  private final Path mark;

  /** State of an application in this directory. */
  LocalState(Path stateDir, String applicationId) {
    mark = stateDir.resolve(applicationId + ".open");
  }

  /**
   * To be called when the directory is this process's alone, and nothing in it is open yet.
   *
   * @param delete deletes all local state
   * @throws UncheckedIOException when the directory cannot be written to
   */
  void open(Runnable delete) {
    try {
      if (Files.exists(mark)) {
        LOGGER
            .atInfo()
            .addKeyValue("path", mark)
            .log("local state was not closed; it is deleted and rebuilt from the changelogs");
        delete.run();
      }
      Files.createDirectories(mark.getParent());
      Files.writeString(
          mark, "Not closed yet. With this file, a start deletes the state beside it.\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to the state directory " + mark.getParent(), e);
    }
  }

  /** Everything was closed, and can be used by the next process. */
  void closed() {
    try {
      Files.deleteIfExists(mark);
    } catch (IOException e) {
      LOGGER
          .atWarn()
          .addKeyValue("path", mark)
          .setCause(e)
          .log("cannot be deleted; the next start rebuilds the state");
    }
  }
}
