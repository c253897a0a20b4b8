package dev.plumbline.standalone.offline;

import dev.plumbline.v1.Interaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds one row of a dataset, on as many lines as its writer likes. */
public final class SingleRow {
  private SingleRow() {}

  /**
   * The answer that a line describes.
   *
   * @throws IllegalArgumentException when it is no row
   */
  public static Interaction of(Path file, String line, int number) {
    try {
      return new Dataset(file).row(line, number).interaction();
    } catch (DatasetException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * The answer that it describes.
   *
   * @throws IllegalArgumentException when it cannot be read or is no row
   */
  public static Interaction read(Path file) {
    try {
      return new Dataset(file).row(Files.readString(file), 1).interaction();
    } catch (DatasetException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": found no file that can be read as UTF-8", e);
    }
  }
}
