package dev.plumbline.runtime.lifecycle;

import java.io.IOException;

/** A port that a service cannot have, mostly because another program has it. */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A port that could not be had.
   *
   * @param what would have listened, such as {@code OTLP/gRPC}
   */
  public ListenException(String what, String host, int port, IOException cause) {
    super(
        "%s cannot listen on %s:%d: %s; stop what listens there, or set another port in the config"
            .formatted(what, host, port, reason(cause)),
        cause);
  }

  /** What the system says, without the words of the library that asked it. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String said = String.valueOf(root.getMessage());
    return said.substring(said.lastIndexOf(": ") + 1).strip();
  }
}
