package dev.plumbline.console.data;

import org.jspecify.annotations.Nullable;

/**
 * Which requests are wanted.
 *
 * @param slice the chips
 * @param from earliest end time, Unix milliseconds
 * @param metric a check, a criterion, a signal or a rubric; null for any
 * @param outcome of that metric: a lower-case {@code Outcome} or, for what got no score, a
 *     lower-case {@code LedgerOutcome}; null for any
 */
public record RowFilter(
    SliceFilter slice, long from, @Nullable String metric, @Nullable String outcome) {}
