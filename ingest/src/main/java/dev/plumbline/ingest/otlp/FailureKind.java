package dev.plumbline.ingest.otlp;

import io.grpc.Status;
import java.util.Locale;

/**
 * Every way in which a request fails, with its status on both transports: the one place where
 * failures become statuses (OTLP 1.11; bare RESOURCE_EXHAUSTED makes senders drop, so being busy is
 * UNAVAILABLE with a delay).
 */
public enum FailureKind {
  /** Not the message it should be, or nothing in it can be accepted. */
  MALFORMED(Status.Code.INVALID_ARGUMENT, 400, false),
  /** Larger than the limit, before or after inflating. */
  TOO_LARGE(Status.Code.RESOURCE_EXHAUSTED, 413, false),
  /** A compression that is not served. */
  UNSUPPORTED_ENCODING(Status.Code.UNIMPLEMENTED, 415, false),
  /** A content type that is not served. */
  UNSUPPORTED_TYPE(Status.Code.INVALID_ARGUMENT, 415, false),
  /** No such path. */
  UNKNOWN_PATH(Status.Code.UNIMPLEMENTED, 404, false),
  /** Not a POST. */
  WRONG_METHOD(Status.Code.UNIMPLEMENTED, 405, false),
  /** Too many bytes in flight. */
  BUSY(Status.Code.UNAVAILABLE, 503, true),
  /** Kafka did not acknowledge. */
  KAFKA_UNAVAILABLE(Status.Code.UNAVAILABLE, 503, true);

  /** Delay that a sender is asked to wait, in seconds. */
  public static final int RETRY_SECONDS = 2;

  private final Status.Code grpc;
  private final int http;
  private final boolean retryable;

  FailureKind(Status.Code grpc, int http, boolean retryable) {
    this.grpc = grpc;
    this.http = http;
    this.retryable = retryable;
  }

  /** The gRPC status. */
  public Status.Code grpc() {
    return grpc;
  }

  /** The HTTP status. */
  public int http() {
    return http;
  }

  /** Whether the sender should try again after {@link #RETRY_SECONDS}. */
  public boolean retryable() {
    return retryable;
  }

  /** As a metric label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
