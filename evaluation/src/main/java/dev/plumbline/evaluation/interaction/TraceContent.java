package dev.plumbline.evaluation.interaction;

import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.util.List;

/**
 * Everything that arrived for one trace of one tenant.
 *
 * @param tenant from the sender's credential
 * @param traceId 32 lower-case hex characters
 * @param spans in arrival order; duplicates by span id already removed
 * @param logs in arrival order
 */
public record TraceContent(
    String tenant, String traceId, List<ResourceSpans> spans, List<ResourceLogs> logs) {}
