package dev.plumbline.ingest.publish;

import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.ingest.otlp.TraceRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes records to where they are safe. */
public interface Publisher {
  /** Whether a request of ordinary size can be published now without a wait for memory. */
  boolean hasRoom();

  /**
   * Completes when all records are acknowledged. Fails with an {@link
   * dev.plumbline.ingest.otlp.ExportException} when one is not; others of them may be there then.
   *
   * @param tenant whose they are, which goes with each
   * @param signal TRACES or LOGS
   * @param records at least one; each is written to bytes when its turn comes, and not kept
   */
  CompletableFuture<@Nullable Void> publish(
      Tenant tenant, Signal signal, List<TraceRecord> records);
}
