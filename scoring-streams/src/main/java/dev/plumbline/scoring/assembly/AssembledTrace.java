package dev.plumbline.scoring.assembly;

import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.scoring.state.ServiceShare;
import dev.plumbline.v1.CompletionReason;
import java.util.List;

/**
 * A trace that is done, for now.
 *
 * @param content everything that arrived
 * @param revision 1 on the first emit
 * @param reason why it counts as done
 * @param arrivalMillis arrival time of the emit
 * @param firstArrivalMillis arrival time of its first record; revisions of one assembly share it
 * @param waiting what the ledger of spans books by what this trace turns out to be; none on a
 *     revision
 */
public record AssembledTrace(
    TraceContent content,
    int revision,
    CompletionReason reason,
    long arrivalMillis,
    long firstArrivalMillis,
    List<ServiceShare> waiting) {}
