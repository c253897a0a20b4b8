package dev.plumbline.console.intake;

import dev.plumbline.evaluation.intake.ClientReport;
import dev.plumbline.evaluation.intake.SpanTotals;
import java.util.List;

/**
 * What came in and what became of it.
 *
 * @param spans the ledger of a tenant's spans, since its topics were read first
 * @param logs the same of log records
 * @param unreadableRecords records put aside that cannot be read, so that nobody knows how many
 *     spans they hold
 * @param updatedMillis arrival time of the newest row of the ledger; 0 when there is none
 * @param services the same by service
 * @param interactions requests in memory that the clients' reports are made of
 * @param clients what is understood of each client of each service
 */
public record IntakeReport(
    SpanTotals spans,
    SpanTotals logs,
    long unreadableRecords,
    long updatedMillis,
    List<ServiceLedger> services,
    long interactions,
    List<ClientReport> clients) {
  /**
   * The ledger of one service.
   *
   * @param service its name; empty when it sent none, {@code __other__} for those beyond the cap
   */
  public record ServiceLedger(String service, SpanTotals spans, SpanTotals logs) {}
}
