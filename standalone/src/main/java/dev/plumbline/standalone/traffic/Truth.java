package dev.plumbline.standalone.traffic;

/**
 * What is true about one generated trace, for an oracle that never looks at the system.
 *
 * @param traceId 32 hex
 * @param rootSpanId root of the interaction: the agent span
 * @param answerSpanId the chat span that answers
 * @param service who answered
 * @param route where
 * @param model served model
 * @param promptVersion v6 or v7
 * @param conversation that it is a turn of
 * @param question what was asked
 * @param answer what was said
 * @param kind what is true about it
 * @param json whether JSON was asked for
 * @param startMillis when the agent began, in event time
 * @param endMillis when the answer ended, in event time
 * @param spans spans of the trace
 * @param logs log records of the trace, without feedback
 * @param thumb whether a user gave feedback
 */
public record Truth(
    String traceId,
    String rootSpanId,
    String answerSpanId,
    String service,
    String route,
    String model,
    String promptVersion,
    String conversation,
    String question,
    String answer,
    AnswerKind kind,
    boolean json,
    long startMillis,
    long endMillis,
    int spans,
    int logs,
    boolean thumb) {}
