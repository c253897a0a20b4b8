package dev.plumbline.runtime.log;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Logs a failure that may repeat: the first at once, then at most once a minute with the count. */
public final class RepeatedFailureLog {
  private static final long INTERVAL_MILLIS = Duration.ofMinutes(1).toMillis();

  private final Logger logger;
  private final String message;
  private final InstantSource clock;
  private long suppressed;
  private long lastMillis;
  private boolean logged;

  /** A log for one kind of failure. */
  public RepeatedFailureLog(Logger logger, String message, InstantSource clock) {
    this.logger = logger;
    this.message = message;
    this.clock = clock;
  }

  /**
   * Tells of one failure.
   *
   * @param reason from a closed list; never content
   */
  public synchronized void failed(String reason, @Nullable Throwable cause) {
    long now = clock.millis();
    if (logged && now - lastMillis < INTERVAL_MILLIS) {
      suppressed++;
      return;
    }
    logger
        .atWarn()
        .addKeyValue("reason", reason)
        .addKeyValue("repeated", suppressed)
        .setCause(cause)
        .log(message);
    logged = true;
    lastMillis = now;
    suppressed = 0;
  }
}
