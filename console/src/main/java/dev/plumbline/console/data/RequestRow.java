package dev.plumbline.console.data;

import java.util.List;
import java.util.Map;

/**
 * One kept request.
 *
 * @param endMillis when the answer ended
 * @param interaction where its content is
 * @param outcomes lower-case outcome by metric: checks, criteria, signals
 * @param decisions lower-case ledger outcome by evaluator
 * @param details where its scores, decisions and verdicts are
 * @param signals where its trace's signals are
 */
public record RequestRow(
    String interactionId,
    String traceId,
    SliceValues slice,
    long endMillis,
    Position interaction,
    Map<String, String> outcomes,
    Map<String, String> decisions,
    List<Position> details,
    List<Position> signals) {}
