package dev.plumbline.standalone.doctor;

import dev.plumbline.console.intake.IntakeReport;
import dev.plumbline.evaluation.intake.ClientReport;
import dev.plumbline.evaluation.intake.FieldState;
import dev.plumbline.evaluation.intake.SpanTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A diagnosis for people. */
public final class DiagnosisText {
  private DiagnosisText() {}

  /** Line by line. */
  public static List<String> of(Diagnosis diagnosis) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : diagnosis.findings()) {
      lines.add(
          "%-8s %-4s  %s"
              .formatted(
                  finding.about(),
                  finding.level().name().toLowerCase(Locale.ROOT),
                  finding.text()));
    }
    diagnosis.intake().forEach((tenant, report) -> tenant(lines, tenant, report));
    return lines;
  }

  private static void tenant(List<String> lines, String tenant, IntakeReport report) {
    lines.add("");
    lines.add("tenant " + tenant);
    lines.add("  " + sum("spans", report.spans()));
    if (report.logs().received() > 0) {
      lines.add("  " + sum("log records", report.logs()));
    }
    if (report.clients().isEmpty()) {
      lines.add("  no GenAI call among them: is the client library instrumented?");
    }
    report.clients().forEach(client -> client(lines, client));
  }

  private static String sum(String what, SpanTotals totals) {
    List<String> terms = new ArrayList<>();
    totals.terms().forEach(term -> terms.add(term.count() + " " + term.label()));
    return totals.received() + " " + what + " received = " + String.join(" + ", terms);
  }

  private static void client(List<String> lines, ClientReport client) {
    lines.add("");
    lines.add(
        "  %s, %s: %d answers%s"
            .formatted(
                client.service().isEmpty() ? "(no service name)" : client.service(),
                client.client(),
                client.interactions(),
                client.inEvents() ? ", their text came in events and was joined" : ""));
    for (ClientReport.Field field : client.fields()) {
      lines.add(
          "    %-20s %-28s %s"
              .formatted(field.label(), states(field.states(), client), field.remedy())
              .stripTrailing());
    }
  }

  private static String states(Map<String, Long> states, ClientReport client) {
    List<String> words = new ArrayList<>();
    states.forEach(
        (state, n) -> {
          String label = FieldState.valueOf(state.toUpperCase(Locale.ROOT)).label();
          words.add(n == client.interactions() ? label : label + " " + n);
        });
    return String.join(", ", words);
  }
}
