package dev.plumbline.scoring.assembly;

import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.util.List;

/**
 * One record of one trace, parsed.
 *
 * @param tenant from the record's header
 * @param traceId 32 lower-case hex; empty for log records without one
 * @param spans empty on a record of logs
 * @param logs empty on a record of spans
 * @param value the bytes it was parsed from
 */
public record TraceRecord(
    String tenant, String traceId, List<ResourceSpans> spans, List<ResourceLogs> logs, byte[] value)
    implements Arrival {
  /** The key of the trace in every store. */
  public String storeKey() {
    return tenant + "|" + traceId;
  }
}
