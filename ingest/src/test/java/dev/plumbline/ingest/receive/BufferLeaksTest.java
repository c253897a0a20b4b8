package dev.plumbline.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.plumbline.ingest.fixtures.Receiver;
import dev.plumbline.ingest.fixtures.Requests;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.util.ResourceLeakDetector;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Netty's detector follows every buffer, and tells of those that nobody gave back. */
class BufferLeaksTest {
  private static final MethodDescriptor<ExportTraceServiceRequest, ExportTraceServiceResponse>
      WITHOUT_WAITING =
          TraceServiceGrpc.getExportMethod().toBuilder()
              .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
              .build();

  private static final String OURS = "left by this test";

  private final Logger detector =
      (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class.getName());
  private final ListAppender<ILoggingEvent> leaks = new ListAppender<>();
  private final Receiver receiver = Receiver.withPatience(Duration.ofMillis(200));

  @BeforeEach
  void followEveryBuffer() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    leaks.start();
    detector.setLevel(Level.ERROR);
    detector.addAppender(leaks);
  }

  @AfterEach
  void followNone() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    detector.detachAppender(leaks);
    receiver.close();
  }

  @Test
  void everyBufferIsGivenBackHoweverACallEnds() throws Exception {
    complete();
    second();
    tooSlow();
    cancelled();
    awaitReportsOfAllThatIsLost();
    assertThat(leaks.list)
        .map(ILoggingEvent::getFormattedMessage)
        .allMatch(report -> report.contains(OURS));
  }

  private void complete() {
    TraceServiceGrpc.newBlockingStub(receiver.channel()).export(Requests.traces(3));
  }

  private void second() throws Exception {
    Call call = new Call();
    call.send();
    call.send();
    assertThat(call.closed.get().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private void tooSlow() throws Exception {
    Call call = new Call();
    call.send();
    assertThat(call.closed.get().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
  }

  private void cancelled() {
    Call call = new Call();
    call.send();
    await().until(() -> receiver.held() > 0);
    call.call.cancel("changed its mind", null);
    await().until(() -> receiver.count("requests", "reason", "sender_gone") == 1);
  }

  /** One buffer is lost here on purpose; when it is reported, so are all that were lost before. */
  private void awaitReportsOfAllThatIsLost() {
    await().untilAsserted(() -> assertThat(receiver.held()).isZero());
    loseABuffer();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              PooledByteBufAllocator.DEFAULT.directBuffer(64).release();
              return List.copyOf(leaks.list).stream()
                  .anyMatch(leak -> leak.getFormattedMessage().contains(OURS));
            });
  }

  private static void loseABuffer() {
    PooledByteBufAllocator.DEFAULT.directBuffer(64).touch(OURS);
  }

  private final class Call extends ClientCall.Listener<ExportTraceServiceResponse> {
    private final CompletableFuture<Status> closed = new CompletableFuture<>();
    private final ClientCall<ExportTraceServiceRequest, ExportTraceServiceResponse> call =
        receiver.channel().newCall(WITHOUT_WAITING, CallOptions.DEFAULT);

    private Call() {
      call.start(this, new Metadata());
      call.request(1);
    }

    private void send() {
      call.sendMessage(Requests.traces(3));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      closed.complete(status);
    }
  }
}
