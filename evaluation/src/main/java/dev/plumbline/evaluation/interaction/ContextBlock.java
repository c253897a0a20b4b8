package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Documents that an application wrote into its prompt as a numbered list, and the text beside them.
 * Most clients carry their retrieved documents nowhere else. Only a clearly delimited block counts:
 * entries numbered from 1 upwards, each opening a line as {@code [n]}, right after a line that ends
 * in a label such as {@code Context:}, or before a line that begins with {@code Question:}.
 *
 * @param documents in the order of the list; empty when there is no such block
 * @param question the part after {@code Question:}, else the text around the block; the whole text
 *     when there is no block
 * @param rest the text without the block; the whole text when there is none
 */
record ContextBlock(List<Document> documents, String question, String rest) {
  private static final Pattern ENTRY =
      Pattern.compile("^\\s{0,8}\\[(\\d{1,3})]\\s{0,4}(?:\\(([^()]{1,120})\\)\\s?)?(.*)$");
  private static final Pattern TITLE = Pattern.compile("^([^.:?!\\[\\]]{1,80}): (.*)$");
  private static final Pattern LABEL =
      Pattern.compile(
          "(?:^|.*\\s)(?:context|documents|sources|passages|references|search results|knowledge"
              + "|excerpts)\\s?:\\s*$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern QUESTION =
      Pattern.compile("^\\s*(?:user )?(?:question|query)\\s*:\\s*(.*)$", Pattern.CASE_INSENSITIVE);

  /** Looks for a block in the text of a turn or of system instructions. */
  static ContextBlock of(String text) {
    List<Entry> entries = new ArrayList<>();
    List<String> around = new ArrayList<>();
    List<String> pending = new ArrayList<>();
    int asked = -1;
    boolean labelled = false;
    for (String line : text.split("\n", -1)) {
      Matcher entry = ENTRY.matcher(line);
      Matcher ask = QUESTION.matcher(line);
      boolean next =
          asked < 0 && entry.matches() && Integer.parseInt(entry.group(1)) == entries.size() + 1;
      if (next) {
        if (!entries.isEmpty()) {
          // A blank line within a document, after all: another one follows.
          entries.getLast().lines.addAll(pending);
        } else {
          labelled = closesWithLabel(around);
        }
        pending.clear();
        entries.add(new Entry(entry));
      } else if (!entries.isEmpty() && asked < 0 && ask.matches()) {
        around.addAll(pending);
        pending.clear();
        asked = around.size();
        around.add(ask.group(1));
      } else if (entries.isEmpty() || asked >= 0) {
        around.add(line);
      } else if (line.isBlank() || !pending.isEmpty()) {
        pending.add(line);
      } else {
        entries.getLast().lines.add(line);
      }
    }
    if (entries.isEmpty() || !labelled && asked < 0) {
      return PromptTemplate.of(text);
    }
    around.addAll(pending);
    String rest = String.join("\n", around).strip();
    String question =
        asked < 0 ? rest : String.join("\n", around.subList(asked, around.size())).strip();
    return new ContextBlock(entries.stream().map(Entry::document).toList(), question, rest);
  }

  /** Takes the label away, too: it belongs to the block. */
  private static boolean closesWithLabel(List<String> lines) {
    int last = lines.size() - 1;
    while (last >= 0 && lines.get(last).isBlank()) {
      last--;
    }
    if (last < 0 || !LABEL.matcher(lines.get(last)).matches()) {
      return false;
    }
    lines.subList(last, lines.size()).clear();
    return true;
  }

  private static final class Entry {
    private final String id;
    private final List<String> lines = new ArrayList<>();

    Entry(Matcher entry) {
      id = entry.group(2) == null ? entry.group(1) : entry.group(2);
      lines.add(entry.group(3));
    }

    Document document() {
      Document.Builder document = Document.newBuilder().setId(id).setSource("prompt");
      Matcher title = TITLE.matcher(lines.getFirst());
      if (title.matches()) {
        document.setTitle(title.group(1));
        lines.set(0, title.group(2));
      }
      return document.setText(String.join("\n", lines).stripTrailing()).build();
    }
  }
}
