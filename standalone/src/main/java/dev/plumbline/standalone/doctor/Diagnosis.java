package dev.plumbline.standalone.doctor;

import dev.plumbline.console.intake.IntakeReport;
import java.util.List;
import java.util.Map;

/**
 * What the doctor found.
 *
 * @param findings in the order of the flow
 * @param intake tenant to its intake, as the console shows it; empty when Kafka was not reached
 */
public record Diagnosis(List<Finding> findings, Map<String, IntakeReport> intake) {
  /** Whether anything does not work. */
  public boolean failed() {
    return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL);
  }
}
