package dev.plumbline.standalone.traffic;

import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.util.Optional;

/**
 * One trace as an application would export it.
 *
 * @param spans its spans
 * @param logs its content as log records, where the application sends it so
 * @param thumb what the user clicked, to be sent when its time has come
 * @param truth what is true about it
 */
public record GeneratedTrace(
    ResourceSpans spans, Optional<ResourceLogs> logs, Optional<Thumb> thumb, Truth truth) {

  /**
   * A user's click.
   *
   * @param atMillis event time
   * @param logs the log event
   */
  public record Thumb(long atMillis, ResourceLogs logs) {}
}
