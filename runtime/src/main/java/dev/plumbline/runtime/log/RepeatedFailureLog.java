package dev.plumbline.runtime.log;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs a failure that may repeat: the first of a reason at once, then at most one a minute with the
 * count of those not logged since. Losing count at the end is accepted; the counter has all of
 * them.
 */
public final class RepeatedFailureLog {
  private static final long INTERVAL_MILLIS = Duration.ofMinutes(1).toMillis();

  private final Logger logger;
  private final String message;
  private final InstantSource clock;
  private final Map<String, Quiet> quietByReason = new HashMap<>();

  /**
   * A log for one kind of failure.
   *
   * @param message says what failed, and what happens next
   */
  public RepeatedFailureLog(Logger logger, String message, InstantSource clock) {
    this.logger = logger;
    this.message = message;
    this.clock = clock;
  }

  /**
   * Tells of one failure.
   *
   * @param reason from a closed list, since one entry is kept per reason; never content
   * @param cause logged with its stack, unless null
   */
  public void failed(String reason, @Nullable Throwable cause) {
    long repeated = loggable(reason);
    if (repeated >= 0) {
      logger
          .atWarn()
          .addKeyValue("reason", reason)
          .addKeyValue("repeated", repeated)
          .setCause(cause)
          .log(message);
    }
  }

  /** How many were not logged since the last one that was, or -1 when this one is not either. */
  private synchronized long loggable(String reason) {
    long now = clock.millis();
    Quiet quiet = quietByReason.get(reason);
    if (quiet != null && now - quiet.sinceMillis < INTERVAL_MILLIS) {
      quiet.suppressed++;
      return -1;
    }
    quietByReason.put(reason, new Quiet(now));
    return quiet == null ? 0 : quiet.suppressed;
  }

  /** The time after a logged failure in which others of its reason are only counted. */
  private static final class Quiet {
    private final long sinceMillis;
    private long suppressed;

    Quiet(long sinceMillis) {
      this.sinceMillis = sinceMillis;
    }
  }
}
