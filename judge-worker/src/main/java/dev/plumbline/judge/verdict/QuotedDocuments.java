package dev.plumbline.judge.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The documents that a judge's quotes must stand in. White space and the forms of quotation marks
 * and dashes make no difference, since models normalise them; letters and figures do. A quote below
 * 10 characters shows nothing, unless it is a whole document.
 */
final class QuotedDocuments {
  private static final int MIN_CHARS = 10;

  /** The mark that every line of material begins with in the prompt. */
  private static final Pattern LINE_MARK = Pattern.compile("(?m)^\\u00a6");

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern DOUBLE = Pattern.compile("[\\u201c-\\u201f\\u00ab\\u00bb]");
  private static final Pattern SINGLE = Pattern.compile("[\\u2018-\\u201b]");
  private static final Pattern DASH = Pattern.compile("[\\u2010-\\u2015\\u2212]");

  private final List<String> documents;

  QuotedDocuments(List<String> documents) {
    this.documents = documents.stream().map(QuotedDocuments::plain).toList();
  }

  /** Whether there is at least one quote, and every one stands in a document. */
  boolean holdAll(JsonNode quotes) {
    return !quotes.isEmpty() && quotes.valueStream().allMatch(quote -> hold(quote.textValue()));
  }

  private boolean hold(String quote) {
    String plain = plain(quote);
    return plain.length() < MIN_CHARS
        ? !plain.isEmpty() && documents.contains(plain)
        : documents.stream().anyMatch(document -> document.contains(plain));
  }

  private static String plain(String text) {
    String unmarked = LINE_MARK.matcher(text).replaceAll("");
    String marks = SINGLE.matcher(DOUBLE.matcher(unmarked).replaceAll("\"")).replaceAll("'");
    return SPACE.matcher(DASH.matcher(marks).replaceAll("-")).replaceAll(" ").strip();
  }
}
