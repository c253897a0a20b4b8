package dev.plumbline.console.data;

import java.util.List;

/**
 * Some of the requests that match.
 *
 * @param rows latest first
 * @param matched how many match in all
 */
public record RowPage(List<RequestRow> rows, int matched) {}
