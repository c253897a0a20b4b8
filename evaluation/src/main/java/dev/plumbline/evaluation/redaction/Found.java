package dev.plumbline.evaluation.redaction;

/**
 * A value found in a text.
 *
 * @param start of its first character
 * @param end after its last one
 */
public record Found(Kind kind, int start, int end) {}
