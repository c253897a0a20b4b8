package dev.plumbline.judge.provider;

import java.time.Duration;
import java.util.Optional;

/** How one call to an endpoint ended. */
public sealed interface JudgeReply {
  /**
   * The model answered.
   *
   * @param text its message; empty when it refused
   * @param refused whether it used the refusal field or was filtered
   * @param model the snapshot that the endpoint reports
   */
  record Answered(String text, boolean refused, String model, long inputTokens, long outputTokens)
      implements JudgeReply {}

  /** The endpoint said to slow down. */
  record Limited(Optional<Duration> retryAfter) implements JudgeReply {}

  /** Something broke that may work the next time. */
  record Failed(String detail, boolean timeout) implements JudgeReply {}

  /** It will not work the next time either. */
  record Rejected(String detail, boolean tooLarge) implements JudgeReply {}
}
