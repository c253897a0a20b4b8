package dev.plumbline.ingest.receive;

import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.runtime.admin.ListenConfig;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** OTLP over gRPC: the three Export methods, with requests passed on as bytes. */
public final class OtlpGrpcServer implements Component {
  private static final int METADATA_BYTES = 16 * 1024;
  private static final int CALLS_PER_CONNECTION = 100;
  private static final long DRAIN_SECONDS = 10;

  private final ListenConfig listen;
  private final LimitsConfig limits;
  private final ExportHandler handler;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable Server server;

  /** A server that is not started yet. */
  public OtlpGrpcServer(
      ListenConfig listen,
      LimitsConfig limits,
      BodyReader bodies,
      Exporter exporter,
      IngestMetrics metrics) {
    this.listen = listen;
    this.limits = limits;
    this.handler = new ExportHandler(bodies, exporter, metrics);
  }

  @Override
  public void start() {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(listen.host(), listen.port()))
            .executor(threads)
            .maxInboundMessageSize(limits.maxRequest().intBytes())
            .maxInboundMetadataSize(METADATA_BYTES)
            .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
            .maxRstFramesPerWindow(200, 10)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
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
    return server == null ? 0 : server.getPort();
  }

  @Override
  public Health check() {
    return server == null || server.isShutdown()
        ? Health.down("OTLP/gRPC is not started")
        : Health.up();
  }

  /** Takes no new calls and lets the running ones end. */
  @Override
  public void close() {
    if (server != null) {
      try {
        if (!server.shutdown().awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
          server.shutdownNow();
        }
      } catch (InterruptedException e) {
        server.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
    threads.shutdown();
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
        .addMethod(export, handler.forSignal(signal))
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
