package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the failure that a sender is told about. */
public final class ExportFailure {
  private static final Logger LOGGER = LoggerFactory.getLogger(ExportFailure.class);

  private ExportFailure() {}

  /** The export exception inside; anything else is a defect, logged, and INTERNAL to the sender. */
  public static ExportException of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof ExportException known) {
      return known;
    }
    LOGGER.atError().setCause(cause).log("a request met a defect; its sender is told to try again");
    return new ExportException(FailureKind.INTERNAL, "internal failure, try again");
  }
}
