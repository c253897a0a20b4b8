package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Documents that an application wrote into its prompt as a numbered list, and the question beside
 * them. Most clients carry their retrieved documents nowhere else. Only a clearly delimited block
 * counts: entries numbered from 1 upwards, each opening a line as {@code [n]}, and a label such as
 * {@code Context:} before them or {@code Question:} after them.
 *
 * @param documents in the order of the list; empty when there is no such block
 * @param question the question part; the whole text when there is no such block
 */
record ContextBlock(List<Document> documents, String question) {
  private static final Pattern ENTRY =
      Pattern.compile("^\\s*\\[(\\d{1,3})]\\s*(?:\\(([^()]{1,120})\\)\\s*)?(.*)$");
  private static final Pattern TITLE = Pattern.compile("^([^.:?!\\[\\]]{1,80}): (.*)$");
  private static final Set<String> BEFORE =
      Set.of(
          "context",
          "documents",
          "sources",
          "passages",
          "references",
          "search results",
          "knowledge");
  private static final Pattern QUESTION =
      Pattern.compile("^\\s*(?:user )?(?:question|query)\\s*:\\s*(.*)$", Pattern.CASE_INSENSITIVE);

  /** Looks for a block in the text of a turn. */
  static ContextBlock of(String text) {
    List<Document.Builder> documents = new ArrayList<>();
    StringBuilder question = new StringBuilder();
    boolean labelled = false;
    boolean asked = false;
    boolean open = false;
    for (String line : text.split("\n", -1)) {
      Matcher entry = ENTRY.matcher(line);
      Matcher ask = QUESTION.matcher(line);
      if (!asked && entry.matches() && Integer.parseInt(entry.group(1)) == documents.size() + 1) {
        documents.add(document(entry));
        open = true;
      } else if (!documents.isEmpty() && ask.matches()) {
        asked = true;
        question.setLength(0);
        question.append(ask.group(1));
      } else if (documents.isEmpty() && isLabel(line)) {
        labelled = true;
      } else if (line.isBlank()) {
        open = false;
        question.append(asked || !question.isEmpty() ? "\n" : "");
      } else if (open) {
        Document.Builder last = documents.getLast();
        last.setText(last.getText() + "\n" + line);
      } else {
        question.append(question.isEmpty() ? "" : "\n").append(line);
      }
    }
    if (documents.isEmpty() || !labelled && !asked) {
      return new ContextBlock(List.of(), text);
    }
    return new ContextBlock(
        documents.stream().map(Document.Builder::build).toList(), question.toString().strip());
  }

  private static boolean isLabel(String line) {
    String stripped = line.strip().toLowerCase(Locale.ROOT);
    return stripped.endsWith(":") && BEFORE.contains(stripped.substring(0, stripped.length() - 1));
  }

  private static Document.Builder document(Matcher entry) {
    Document.Builder document =
        Document.newBuilder()
            .setId(entry.group(2) == null ? entry.group(1) : entry.group(2))
            .setSource("prompt");
    Matcher title = TITLE.matcher(entry.group(3));
    return title.matches()
        ? document.setTitle(title.group(1)).setText(title.group(2))
        : document.setText(entry.group(3));
  }
}
