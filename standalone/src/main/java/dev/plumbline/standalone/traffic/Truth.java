package dev.plumbline.standalone.traffic;

/**
 * What is true about one generated trace, for an oracle that never looks at the system.
 *
 * @param traceId 32 hex
 * @param rootSpanId root of the interaction: the agent span
 * @param answerSpanId the chat span
 * @param route billing, refunds or setup
 * @param model served model
 * @param promptVersion v6 or v7
 * @param service which of the two applications
 * @param question what was asked
 * @param answer what was said
 * @param kind what is true about it
 * @param endMillis when the answer ended, in event time
 * @param spans spans of the trace
 * @param logs log records of the trace, without feedback
 */
public record Truth(
    String traceId,
    String rootSpanId,
    String answerSpanId,
    String route,
    String model,
    String promptVersion,
    String service,
    String question,
    String answer,
    AnswerKind kind,
    long endMillis,
    int spans,
    int logs) {}
