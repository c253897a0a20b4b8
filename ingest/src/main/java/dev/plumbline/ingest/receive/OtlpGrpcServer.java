package dev.plumbline.ingest.receive;

import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.runtime.admin.ListenConfig;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import io.grpc.DecompressorRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over gRPC: the three Export methods, with requests passed on as bytes. Calls run on virtual
 * threads, so neither inflating nor a wait for Kafka's buffer holds up an event loop. Connections
 * end after five minutes, so that senders spread over new replicas.
 */
public final class OtlpGrpcServer implements Component {
  private static final int METADATA_BYTES = 16 * 1024;
  private static final int CALLS_PER_CONNECTION = 100;
  private static final long DRAIN_SECONDS = 10;
  private static final DecompressorRegistry ENCODINGS =
      DecompressorRegistry.getDefaultInstance().with(Encoding.zstdForGrpc(), true);

  private final ListenConfig listen;
  private final LimitsConfig limits;
  private final BodyReader bodies;
  private final Exporter exporter;
  private final IngestMetrics metrics;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("otlp-grpc-timer").daemon().factory());
  private volatile @Nullable Server server;

  /** A server that is not started yet. */
  public OtlpGrpcServer(
      ListenConfig listen,
      LimitsConfig limits,
      BodyReader bodies,
      Exporter exporter,
      IngestMetrics metrics) {
    this.listen = listen;
    this.limits = limits;
    this.bodies = bodies;
    this.exporter = exporter;
    this.metrics = metrics;
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void start() {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(listen.host(), listen.port()))
            .executor(threads)
            // The limit is ours, with an answer that says so: CallBytes on the way in.
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .addStreamTracerFactory(CallBytes.factory(bodies))
            .decompressorRegistry(ENCODINGS)
            .maxInboundMetadataSize(METADATA_BYTES)
            .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
            .maxRstFramesPerWindow(200, 10)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .maxConnectionIdle(5, TimeUnit.MINUTES)
            .maxConnectionAge(5, TimeUnit.MINUTES)
            .maxConnectionAgeGrace(30, TimeUnit.SECONDS)
            .handshakeTimeout(10, TimeUnit.SECONDS);
    for (ServerServiceDefinition service :
        List.of(
            service("opentelemetry.proto.collector.trace.v1.TraceService", Signal.TRACES),
            service("opentelemetry.proto.collector.logs.v1.LogsService", Signal.LOGS),
            service("opentelemetry.proto.collector.metrics.v1.MetricsService", Signal.METRICS))) {
      builder.addService(service);
    }
    try {
      server = builder.build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "OTLP/gRPC cannot listen on " + listen.host() + ":" + listen.port(), e);
    }
  }

  /** The port that it listens on; 0 before the start. */
  public int port() {
    Server running = server;
    return running == null ? 0 : running.getPort();
  }

  @Override
  public Health check() {
    Server running = server;
    return running == null || running.isShutdown()
        ? Health.down("OTLP/gRPC is not started")
        : Health.up();
  }

  /** Takes no new calls and lets the running ones end. */
  @Override
  public void close() {
    Server running = server;
    if (running != null) {
      try {
        if (!running.shutdown().awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
          running.shutdownNow();
        }
      } catch (InterruptedException e) {
        running.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
    threads.shutdown();
    timer.shutdownNow();
  }

  private ServerServiceDefinition service(String name, Signal signal) {
    MethodDescriptor<InputStream, byte[]> export =
        MethodDescriptor.<InputStream, byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(name, "Export"))
            .setRequestMarshaller(new AsStream())
            .setResponseMarshaller(new AsBytes())
            .build();
    return ServerServiceDefinition.builder(name)
        .addMethod(
            export,
            new ExportHandler(signal, bodies, exporter, metrics, timer, limits.bodyTimeout()))
        .build();
  }

  /** Hands the stream on, so that reading it can fail with the right status. */
  private static final class AsStream implements MethodDescriptor.Marshaller<InputStream> {
    @Override
    public InputStream stream(InputStream value) {
      return value;
    }

    @Override
    public InputStream parse(InputStream stream) {
      return stream;
    }
  }

  private static final class AsBytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      throw new UnsupportedOperationException("a server sends responses, it does not read them");
    }
  }
}
