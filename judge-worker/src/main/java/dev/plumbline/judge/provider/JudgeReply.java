package dev.plumbline.judge.provider;

import java.time.Duration;
import java.util.Optional;

/** How one call to an endpoint ended. */
public sealed interface JudgeReply {
  /**
   * The model answered.
   *
   * @param text its message; empty when there is none, or when the body was not what it should be
   * @param refused whether it used the refusal field or was filtered
   * @param cutOff whether it had more to say, and no tokens left
   * @param model the snapshot that the endpoint reports; empty when it reports none
   */
  record Answered(
      String text,
      boolean refused,
      boolean cutOff,
      String model,
      long inputTokens,
      long outputTokens)
      implements JudgeReply {
    /** One that was not cut off. */
    public Answered(
        String text, boolean refused, String model, long inputTokens, long outputTokens) {
      this(text, refused, false, model, inputTokens, outputTokens);
    }
  }

  /** The endpoint said to slow down. */
  record Limited(Optional<Duration> retryAfter) implements JudgeReply {}

  /**
   * Something broke that may work the next time.
   *
   * @param detail without content
   * @param timeout whether time ran out
   */
  record Failed(String detail, boolean timeout, Optional<Duration> retryAfter)
      implements JudgeReply {}

  /**
   * It will not work the next time either.
   *
   * @param detail without content
   */
  record Rejected(Cause cause, String detail) implements JudgeReply {}

  /** Why a request is rejected for good. */
  enum Cause {
    /** The key is missing, wrong or lacks a right: no request of ours will work. */
    UNAUTHORIZED,
    /** The account has no money or quota left: none will work until somebody pays. */
    UNPAID,
    /** More than the model takes. */
    TOO_LARGE,
    /** A content filter in front of the model refused the material. */
    FILTERED,
    /** Anything else. */
    INVALID
  }
}
