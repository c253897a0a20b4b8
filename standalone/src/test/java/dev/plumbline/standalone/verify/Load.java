package dev.plumbline.standalone.verify;

import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.TraceFactory;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A steady stream of traces, the same for the same seed: three applications, two over gRPC and one
 * over HTTP, each with exports due at fixed times. What is held up is sent as fast as it goes. One
 * trace in ten comes from an impatient exporter, which tries once: it may be there or not.
 */
final class Load implements AutoCloseable {
  private static final int BATCH = 5;
  private static final int IMPATIENT = 10;
  private static final long EVENT_STEP_MILLIS = 500;

  private final TraceFactory factory;
  private final long firstEndMillis;
  private final Duration every;
  private final Exporter.Ledger ledger = new Exporter.Ledger();
  private final List<OtlpTransport> transports;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong batches = new AtomicLong();
  private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stopping;

  /**
   * A trace that was sent.
   *
   * @param acknowledged false when its impatient exporter was told nothing
   */
  record Sent(GeneratedTrace trace, boolean acknowledged) {}

  /**
   * A load that is not started yet.
   *
   * @param now event times begin two hours before it
   * @param perSecond traces a second
   */
  Load(long seed, long now, int grpcPort, int httpPort, double perSecond) {
    this(
        seed,
        now,
        perSecond,
        List.of(
            OtlpTransport.grpc(grpcPort),
            OtlpTransport.grpc(grpcPort),
            OtlpTransport.http(httpPort)));
  }

  /**
   * The same over other transports, an application each.
   *
   * @param transports closed with it
   */
  Load(long seed, long now, double perSecond, List<OtlpTransport> transports) {
    this.factory = new TraceFactory(seed, new Behaviour(false));
    this.firstEndMillis = now - Duration.ofHours(2).toMillis();
    this.transports = List.copyOf(transports);
    this.every = Duration.ofNanos((long) (BATCH * 1e9 / perSecond));
  }

  void start() {
    long start = System.nanoTime();
    for (OtlpTransport transport : transports) {
      Exporter exporter = new Exporter(transport, ledger);
      threads.add(Thread.ofPlatform().start(() -> run(exporter, start)));
    }
  }

  /** What the exporters were told. */
  Exporter.Ledger ledger() {
    return ledger;
  }

  /** How many traces were sent so far. */
  int count() {
    return sent.size();
  }

  /** Lets what is under way be acknowledged; everything that was sent. */
  List<Sent> stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("the load broke", failure.get());
    }
    return List.copyOf(sent);
  }

  private void run(Exporter exporter, long start) {
    try {
      while (!stopping) {
        long batch = batches.getAndIncrement();
        long wait = start + batch * every.toNanos() - System.nanoTime();
        if (wait > 0) {
          Thread.sleep(Duration.ofNanos(wait));
        }
        export(exporter, batch * BATCH);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void export(Exporter exporter, long first) throws InterruptedException {
    List<GeneratedTrace> patient = new ArrayList<>();
    for (long number = first; number < first + BATCH; number++) {
      GeneratedTrace trace =
          factory.online(
              number, number % 2 == 0 ? "v6" : "v7", firstEndMillis + number * EVENT_STEP_MILLIS);
      if (number % IMPATIENT == 0 && trace.logs().isEmpty()) {
        sent.add(new Sent(withoutThumb(trace), exporter.exportOnce(spans(List.of(trace)))));
      } else {
        patient.add(trace);
      }
    }
    exporter.export(spans(patient));
    logs(exporter, patient.stream().flatMap(t -> t.logs().stream()).toList());
    logs(
        exporter,
        patient.stream().flatMap(t -> t.thumb().stream()).map(GeneratedTrace.Thumb::logs).toList());
    patient.forEach(trace -> sent.add(new Sent(trace, true)));
  }

  private static void logs(Exporter exporter, List<ResourceLogs> logs) throws InterruptedException {
    if (!logs.isEmpty()) {
      exporter.export(ExportLogsServiceRequest.newBuilder().addAllResourceLogs(logs).build());
    }
  }

  private static ExportTraceServiceRequest spans(List<GeneratedTrace> traces) {
    return ExportTraceServiceRequest.newBuilder()
        .addAllResourceSpans(traces.stream().map(GeneratedTrace::spans).toList())
        .build();
  }

  private static GeneratedTrace withoutThumb(GeneratedTrace trace) {
    return new GeneratedTrace(
        trace.spans(), trace.logs(), java.util.Optional.empty(), trace.truth());
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    transports.forEach(OtlpTransport::close);
  }
}
