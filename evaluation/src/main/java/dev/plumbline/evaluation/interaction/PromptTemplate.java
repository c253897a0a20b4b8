package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Documents within the prompt templates that retrieval frameworks come with, which number nothing:
 * a fence of dashes under "Context information is below" (LlamaIndex, Spring AI), and what follows
 * "Answer using the following information:" (LangChain4j). Such texts have no ids.
 */
final class PromptTemplate {
  private static final String FENCED = "context information is below";
  private static final String APPENDED = "answer using the following information:";
  private static final String QUERY = "Query:";
  private static final String ANSWER = "Answer:";

  private PromptTemplate() {}

  /** The block of a known template; a block without documents when it is none. */
  static ContextBlock of(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip().toLowerCase(Locale.ROOT);
      if (line.equals(APPENDED)) {
        return block(text, lines.subList(i + 1, lines.size()), lines.subList(0, i));
      }
      if (line.startsWith(FENCED)) {
        return fenced(text, lines, i);
      }
    }
    return new ContextBlock(List.of(), text, text);
  }

  private static ContextBlock fenced(String text, List<String> lines, int heading) {
    int open = fence(lines, heading + 1);
    int close = fence(lines, open + 1);
    if (close >= lines.size()) {
      return new ContextBlock(List.of(), text, text);
    }
    List<String> around = new ArrayList<>(lines.subList(0, heading));
    if (around.stream().allMatch(String::isBlank)) {
      around = asked(lines.subList(close + 1, lines.size()));
    }
    return block(text, lines.subList(open + 1, close), around);
  }

  /** The template's rules stand before the query and are no part of the question. */
  private static List<String> asked(List<String> after) {
    List<String> asked = new ArrayList<>();
    boolean in = false;
    for (String line : after) {
      if (line.startsWith(QUERY)) {
        in = true;
        asked.add(line.substring(QUERY.length()));
      } else if (in && !line.strip().equals(ANSWER)) {
        asked.add(line);
      }
    }
    return asked.isEmpty() ? after : asked;
  }

  private static int fence(List<String> lines, int from) {
    int at = from;
    while (at < lines.size() && !lines.get(at).strip().matches("-{5,}")) {
      at++;
    }
    return at;
  }

  /** Documents stand apart by a blank line, or each on a line of its own. */
  private static ContextBlock block(String text, List<String> documents, List<String> around) {
    String all = String.join("\n", documents).strip();
    List<Document> found =
        Stream.of(all.split(all.contains("\n\n") ? "\n\n+" : "\n"))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .map(one -> Document.newBuilder().setText(one).setSource("prompt").build())
            .toList();
    String question = String.join("\n", around).strip();
    return found.isEmpty()
        ? new ContextBlock(List.of(), text, text)
        : new ContextBlock(found, question, question);
  }
}
