package dev.plumbline.evaluation.agreement;

import dev.plumbline.evaluation.estimate.Interval;

/**
 * A measure of agreement.
 *
 * @param value at most 1
 * @param se its standard error
 * @param interval of it
 */
public record Coefficient(double value, double se, Interval interval) {}
