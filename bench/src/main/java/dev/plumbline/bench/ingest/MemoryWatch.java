package dev.plumbline.bench.ingest;

import dev.plumbline.bench.process.Child;
import dev.plumbline.bench.process.Readings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at our ingest's memory once a second until it is closed. */
final class MemoryWatch implements AutoCloseable {
  private final Child ingest;
  private final HttpRequest metrics;
  private final HttpClient client = HttpClient.newHttpClient();
  private final long start = System.nanoTime();
  private final List<MemorySample> samples = new ArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  MemoryWatch(Installation processes) {
    ingest = processes.receiver(Side.OURS);
    metrics =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + processes.adminPort() + "/metrics"))
            .timeout(Duration.ofSeconds(5))
            .build();
    var _ = timer.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.SECONDS);
  }

  /** What was seen so far. */
  synchronized List<MemorySample> samples() {
    return List.copyOf(samples);
  }

  private void look() {
    long resident = ingest.residentBytes();
    String exposition;
    try {
      exposition = client.send(metrics, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      // An ingest that is too busy to answer still has its memory looked at.
      exposition = "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    add(
        new MemorySample(
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
            resident,
            Readings.sum(exposition, "jvm_memory_used_bytes", "area=\"heap\""),
            Readings.sum(exposition, "plumbline_ingest_in_flight_bytes", "")));
  }

  private synchronized void add(MemorySample sample) {
    samples.add(sample);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.close();
  }
}
