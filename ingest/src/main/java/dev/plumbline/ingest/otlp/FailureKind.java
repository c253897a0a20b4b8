package dev.plumbline.ingest.otlp;

import io.grpc.Status;
import java.time.Duration;
import java.util.Locale;

/**
 * Every way in which a request fails, with its status on both transports: the one place where
 * failures become statuses (OTLP 1.11). Being busy is UNAVAILABLE with a delay, since a sender
 * drops its data on a bare RESOURCE_EXHAUSTED.
 */
public enum FailureKind {
  /** Not the message it should be, or nothing in it can be accepted. */
  MALFORMED(Status.Code.INVALID_ARGUMENT, 400, Duration.ZERO),
  /** Larger than a limit: on the wire, inflated, in parts, or regrouped. */
  TOO_LARGE(Status.Code.RESOURCE_EXHAUSTED, 413, Duration.ZERO),
  /** No credential came with the request. */
  NO_CREDENTIAL(Status.Code.UNAUTHENTICATED, 401, Duration.ZERO),
  /** A credential of another scheme, or several. */
  MALFORMED_CREDENTIAL(Status.Code.UNAUTHENTICATED, 401, Duration.ZERO),
  /** A key that is not, or not any more, a tenant's. */
  UNKNOWN_KEY(Status.Code.UNAUTHENTICATED, 401, Duration.ZERO),
  /** A client certificate without a name that is known. */
  UNKNOWN_CERTIFICATE(Status.Code.UNAUTHENTICATED, 401, Duration.ZERO),
  /** A compression that is not served. */
  UNSUPPORTED_ENCODING(Status.Code.UNIMPLEMENTED, 415, Duration.ZERO),
  /** A content type that is not served. */
  UNSUPPORTED_TYPE(Status.Code.INVALID_ARGUMENT, 415, Duration.ZERO),
  /** No such path. */
  UNKNOWN_PATH(Status.Code.UNIMPLEMENTED, 404, Duration.ZERO),
  /** Not a POST. */
  WRONG_METHOD(Status.Code.UNIMPLEMENTED, 405, Duration.ZERO),
  /** The request did not arrive within its time. */
  TOO_SLOW(Status.Code.DEADLINE_EXCEEDED, 408, Duration.ZERO),
  /** The sender went away before its request was complete; nobody reads the status. */
  SENDER_GONE(Status.Code.CANCELLED, 499, Duration.ZERO),
  /** A tenant sends more than it may. */
  RATE_LIMITED(Status.Code.RESOURCE_EXHAUSTED, 429, Duration.ofSeconds(1)),
  /** Too many bytes in flight. */
  BUSY(Status.Code.UNAVAILABLE, 503, Duration.ofSeconds(1)),
  /** Kafka did not acknowledge. */
  KAFKA_UNAVAILABLE(Status.Code.UNAVAILABLE, 503, Duration.ofSeconds(2)),
  /** A defect of ours; a later version may take the data, so the sender keeps it. */
  INTERNAL(Status.Code.UNAVAILABLE, 503, Duration.ofSeconds(5));

  private final Status.Code grpc;
  private final int http;
  private final Duration retryAfter;

  FailureKind(Status.Code grpc, int http, Duration retryAfter) {
    this.grpc = grpc;
    this.http = http;
    this.retryAfter = retryAfter;
  }

  /** The gRPC status. */
  public Status.Code grpc() {
    return grpc;
  }

  /** The HTTP status. */
  public int http() {
    return http;
  }

  /**
   * How long a sender is asked to wait when nothing better is known, in whole seconds; zero when it
   * is not asked to.
   */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** Whether the request was good and the failure is on our side. */
  public boolean ours() {
    return this == KAFKA_UNAVAILABLE || this == INTERNAL;
  }

  /** Whether it is not known whose request it is; nothing of its body was read then. */
  public boolean unauthenticated() {
    return grpc == Status.Code.UNAUTHENTICATED;
  }

  /** As a metric label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
