package dev.plumbline.ingest.publish;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes records to where they are safe. */
public interface Publisher {
  /**
   * Completes when all records are acknowledged; fails with an {@link
   * dev.plumbline.ingest.otlp.ExportException} when one is not.
   */
  CompletableFuture<@Nullable Void> publish(List<OtlpRecord> records);
}
