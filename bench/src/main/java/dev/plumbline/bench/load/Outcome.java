package dev.plumbline.bench.load;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;

/** What became of a request. */
public enum Outcome {
  /** Every span of it is acknowledged. */
  ACKNOWLEDGED,
  /** UNAVAILABLE with a delay after which to try again. */
  BUSY,
  /** RESOURCE_EXHAUSTED. */
  EXHAUSTED,
  /** Acknowledged, with spans rejected. */
  PARTIAL,
  /** Any other end: a time-out, a broken connection, UNAVAILABLE without a delay. */
  FAILED,
  /** Not sent: too much was on its way. A sender's queue would have dropped it. */
  HELD_BACK;

  /** The outcome of a refused call. */
  static Outcome of(Status status, Metadata trailers) {
    return switch (status.getCode()) {
      case UNAVAILABLE -> asksForDelay(status, trailers) ? BUSY : FAILED;
      case RESOURCE_EXHAUSTED -> EXHAUSTED;
      default -> FAILED;
    };
  }

  /** Whether a sender was told what it needs to know, or was not bothered at all. */
  public boolean explicit() {
    return this != FAILED && this != PARTIAL;
  }

  private static boolean asksForDelay(Status status, Metadata trailers) {
    return StatusProto.fromStatusAndTrailers(status, trailers).getDetailsList().stream()
        .filter(detail -> detail.is(RetryInfo.class))
        .anyMatch(
            detail -> {
              try {
                return detail.unpack(RetryInfo.class).getRetryDelay().getSeconds() > 0;
              } catch (InvalidProtocolBufferException e) {
                return false;
              }
            });
  }
}
