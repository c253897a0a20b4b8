package dev.plumbline.ingest.publish;

import dev.plumbline.ingest.otlp.ExportException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The records of one request that Kafka has not acknowledged yet. The first failure decides. */
final class PendingRecords {
  private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
  private final AtomicInteger open;

  PendingRecords(int records) {
    this.open = new AtomicInteger(records);
  }

  void acknowledge() {
    if (open.decrementAndGet() == 0) {
      done.complete(null);
    }
  }

  void fail(ExportException failure) {
    done.completeExceptionally(failure);
  }

  boolean failed() {
    return done.isCompletedExceptionally();
  }

  CompletableFuture<@Nullable Void> done() {
    return done;
  }
}
