package dev.plumbline.console.intake;

import dev.plumbline.console.data.Board;
import dev.plumbline.console.data.SliceFilter;
import dev.plumbline.console.intake.IntakeReport.ServiceLedger;
import dev.plumbline.evaluation.intake.ClientReport;
import dev.plumbline.evaluation.intake.SpanTotals;
import dev.plumbline.v1.SpanLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the report. The ledger knows tenants and services and no time; the clients' part is of the
 * requests that match every chip.
 */
public final class IntakeQuery {
  private final Board board;

  /** A query over a board. */
  public IntakeQuery(Board board) {
    this.board = board;
  }

  /**
   * The report.
   *
   * @param from earliest end time of a request, Unix milliseconds
   */
  public IntakeReport run(SliceFilter filter, long from) {
    List<SpanLedger> rows =
        board.spans().of(filter.tenant()).stream()
            .filter(row -> filter.service() == null || filter.service().equals(row.getService()))
            .toList();
    Map<String, List<SpanLedger>> byService = new TreeMap<>();
    rows.forEach(
        row -> byService.computeIfAbsent(row.getService(), s -> new ArrayList<>()).add(row));
    List<ServiceLedger> services = new ArrayList<>();
    byService.forEach(
        (service, own) -> {
          SpanTotals spans = spans(own);
          SpanTotals logs = logs(own);
          if (spans.received() + logs.received() > 0) {
            services.add(new ServiceLedger(service, spans, logs));
          }
        });
    List<ClientReport> clients = new ArrayList<>();
    board
        .rows()
        .understood(filter, from)
        .forEach(
            (client, seen) -> clients.add(ClientReport.of(client.service(), client.scope(), seen)));
    return new IntakeReport(
        spans(rows),
        logs(rows),
        rows.stream().mapToLong(SpanLedger::getUnreadableRecords).sum(),
        rows.stream().mapToLong(SpanLedger::getUpdatedUnixMillis).max().orElse(0),
        services,
        clients.stream().mapToLong(ClientReport::interactions).sum(),
        clients);
  }

  private static SpanTotals spans(List<SpanLedger> rows) {
    return SpanTotals.of(rows.stream().map(SpanLedger::getSpans).toList());
  }

  private static SpanTotals logs(List<SpanLedger> rows) {
    return SpanTotals.of(rows.stream().map(SpanLedger::getLogs).toList());
  }
}
