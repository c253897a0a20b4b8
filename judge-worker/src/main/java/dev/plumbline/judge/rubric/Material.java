package dev.plumbline.judge.rubric;

import java.util.List;

/**
 * What a judge reads about one interaction in one call.
 *
 * @param text the user message
 * @param documents the documents as the judge saw them, which its quotes are checked against
 * @param stripped how many invisible characters were taken out
 */
public record Material(String text, List<String> documents, int stripped) {}
