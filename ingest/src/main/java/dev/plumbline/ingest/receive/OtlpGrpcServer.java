package dev.plumbline.ingest.receive;

import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.ingest.auth.Authenticator;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.ingest.tls.ServerTls;
import dev.plumbline.runtime.admin.ListenConfig;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.lifecycle.ListenException;
import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.util.ResourceLeakDetector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over gRPC: the three Export methods, with requests passed on as bytes. What arrives as it is
 * goes through on the event loop that read it, which costs a tenth less than a change of threads;
 * what must be inflated, is large, or might wait for Kafka's buffer has a virtual thread, so none
 * of these holds up an event loop. Connections end after five minutes, so that senders spread over
 * new replicas.
 */
public final class OtlpGrpcServer implements Component {
  private static final int METADATA_BYTES = 16 * 1024;
  private static final int CALLS_PER_CONNECTION = 100;
  private static final long DRAIN_SECONDS = 10;
  private static final DecompressorRegistry ENCODINGS =
      DecompressorRegistry.emptyInstance()
          .with(Codec.Identity.NONE, false)
          .with(Encoding.GZIP.forGrpc(), true)
          .with(Encoding.ZSTD.forGrpc(), true);

  /** Netty's own property, under the name that it has in gRPC. */
  private static final String LEAK_DETECTION = "io.grpc.netty.shaded.io.netty.leakDetection.level";

  static {
    // Following one buffer in a hundred takes a thirtieth of what a small span costs.
    if (System.getProperty(LEAK_DETECTION) == null) {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
  }

  private final ListenConfig listen;
  private final @Nullable ServerTls tls;
  private final Authenticator senders;
  private final BodyReader bodies;
  private final Exporter exporter;
  private final IngestMetrics metrics;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Arrivals arrivals;
  private volatile @Nullable Server server;

  /** A server that is not started yet. */
  public OtlpGrpcServer(
      ListenConfig listen,
      @Nullable ServerTls tls,
      Authenticator senders,
      LimitsConfig limits,
      BodyReader bodies,
      Exporter exporter,
      IngestMetrics metrics) {
    this.listen = listen;
    this.tls = tls;
    this.senders = senders;
    this.bodies = bodies;
    this.exporter = exporter;
    this.metrics = metrics;
    this.arrivals = new Arrivals(limits.bodyTimeout());
  }

  @Override
  public void start() {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(listen.host(), listen.port()))
            .directExecutor()
            .callExecutor(new OwnThreadToInflate(threads))
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
    if (tls != null) {
      builder.sslContext(tls.forGrpc());
    }
    for (ServerServiceDefinition service :
        List.of(
            service("opentelemetry.proto.collector.trace.v1.TraceService", Signal.TRACES),
            service("opentelemetry.proto.collector.logs.v1.LogsService", Signal.LOGS),
            service("opentelemetry.proto.collector.metrics.v1.MetricsService", Signal.METRICS))) {
      builder.addService(service);
    }
    arrivals.start();
    try {
      server = builder.build().start();
    } catch (IOException e) {
      throw new ListenException("OTLP/gRPC", listen.host(), listen.port(), e);
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
    arrivals.close();
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
            new ExportHandler(signal, senders, bodies, exporter, metrics, arrivals, threads))
        .build();
  }

  /** Reading a compressed message inflates it, so that is done on a thread of the call's own. */
  private record OwnThreadToInflate(Executor threads) implements ServerCallExecutorSupplier {
    private static final Metadata.Key<String> ENCODING =
        Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, R> @Nullable Executor getExecutor(ServerCall<Q, R> call, Metadata headers) {
      String encoding = headers.get(ENCODING);
      return encoding == null || encoding.equals(Encoding.IDENTITY.label()) ? null : threads;
    }
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
