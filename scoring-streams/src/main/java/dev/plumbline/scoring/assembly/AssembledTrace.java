package dev.plumbline.scoring.assembly;

import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.v1.CompletionReason;

/**
 * A trace that is done, for now.
 *
 * @param content everything that arrived
 * @param revision 1 on the first emit
 * @param reason why it counts as done
 * @param arrivalMillis arrival time of the emit
 * @param firstArrivalMillis arrival time of its first record; revisions of one assembly share it
 */
public record AssembledTrace(
    TraceContent content,
    int revision,
    CompletionReason reason,
    long arrivalMillis,
    long firstArrivalMillis) {}
