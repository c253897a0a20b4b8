package dev.plumbline.evaluation.check;

/** A check's outcome with who said it. */
public record CheckResult(String checkId, String version, CheckOutcome outcome) {}
