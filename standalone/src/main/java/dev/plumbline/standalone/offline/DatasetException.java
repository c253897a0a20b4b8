package dev.plumbline.standalone.offline;

/** A dataset that cannot be read; the message names file, line, found and expected. */
public final class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatasetException(String message) {
    super(message);
  }
}
