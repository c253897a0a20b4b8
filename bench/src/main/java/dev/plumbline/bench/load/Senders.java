package dev.plumbline.bench.load;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A few connections to one receiver, used in turn, as a fleet of Collectors would. */
final class Senders implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final int DEADLINE_SECONDS = 10;

  private static final MethodDescriptor<Message, ExportTraceServiceResponse> EXPORT =
      MethodDescriptor.<Message, ExportTraceServiceResponse>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
          .setRequestMarshaller(new Written())
          .setResponseMarshaller(
              ProtoUtils.marshaller(ExportTraceServiceResponse.getDefaultInstance()))
          .build();

  private final List<ManagedChannel> channels = new ArrayList<>();

  Senders(int port) {
    CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
    compressors.register(new AlreadyGzip());
    for (int i = 0; i < CONNECTIONS; i++) {
      channels.add(
          NettyChannelBuilder.forAddress("127.0.0.1", port)
              .usePlaintext()
              .compressorRegistry(compressors)
              .directExecutor()
              // Each send is answered once, and what a receiver refuses is seen.
              .disableRetry()
              .build());
    }
  }

  /**
   * Sends one request; the end is told to {@code end} on another thread, with a text for a failure.
   */
  void send(long send, Message message, Encoding encoding, BiConsumer<Outcome, String> end) {
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    ClientCall<Message, ExportTraceServiceResponse> call =
        channels
            .get((int) (send % channels.size()))
            .newCall(EXPORT, encoding == Encoding.GZIP ? options.withCompression("gzip") : options);
    call.start(new End(end), new Metadata());
    call.request(1);
    call.sendMessage(message);
    call.halfClose();
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }

  /** Hears how a call ends. */
  private static final class End extends ClientCall.Listener<ExportTraceServiceResponse> {
    private final BiConsumer<Outcome, String> end;
    private long rejected;

    private End(BiConsumer<Outcome, String> end) {
      this.end = end;
    }

    @Override
    public void onMessage(ExportTraceServiceResponse response) {
      rejected = response.getPartialSuccess().getRejectedSpans();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (!status.isOk()) {
        end.accept(Outcome.of(status, trailers), status.toString());
      } else if (rejected > 0) {
        end.accept(Outcome.PARTIAL, rejected + " spans rejected");
      } else {
        end.accept(Outcome.ACKNOWLEDGED, "");
      }
    }
  }

  private static final class Written implements MethodDescriptor.Marshaller<Message> {
    @Override
    public InputStream stream(Message message) {
      return message.stream();
    }

    @Override
    public Message parse(InputStream stream) {
      throw new UnsupportedOperationException("a sender does not read requests");
    }
  }

  /** The messages are compressed already; gRPC only has to say so. */
  private static final class AlreadyGzip implements Codec {
    @Override
    public String getMessageEncoding() {
      return "gzip";
    }

    @Override
    public OutputStream compress(OutputStream target) {
      return target;
    }

    @Override
    public InputStream decompress(InputStream stream) {
      throw new UnsupportedOperationException("responses are not compressed");
    }
  }
}
