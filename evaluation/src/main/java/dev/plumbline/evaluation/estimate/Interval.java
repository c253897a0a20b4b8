package dev.plumbline.evaluation.estimate;

/** A closed interval of proportions or of their difference. */
public record Interval(double low, double high) {}
