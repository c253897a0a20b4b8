package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import java.util.concurrent.CompletionException;

/** Finds the failure that a sender is told about. */
public final class ExportFailure {
  private ExportFailure() {}

  /** The export exception inside; anything unexpected is a reason to try again, never to drop. */
  public static ExportException of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof ExportException known
        ? known
        : new ExportException(FailureKind.BUSY, "internal failure, try again");
  }
}
