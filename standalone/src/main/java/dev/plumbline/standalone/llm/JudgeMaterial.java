package dev.plumbline.standalone.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a judge's prompt shows: sections between boundary lines {@code <<token name>>} and {@code
 * <</token>>}, with a mark before every line.
 *
 * @param question what was asked
 * @param documents the documents' texts
 * @param answer what was said
 */
record JudgeMaterial(String question, List<String> documents, String answer) {
  private static final Pattern SECTION =
      Pattern.compile(
          "<<([0-9A-Za-z]{8,64}) ([^>\\n]*)>>\\r?\\n(.*?)\\r?\\n?<</\\1>>", Pattern.DOTALL);

  private static final Pattern LINE_MARK = Pattern.compile("(?m)^\\u00a6 ?");

  /** The material in a prompt, or empty when it is no judge's prompt. */
  static Optional<JudgeMaterial> in(String prompt) {
    String question = "";
    String answer = "";
    boolean judged = false;
    List<String> documents = new ArrayList<>();
    Matcher section = SECTION.matcher(prompt);
    while (section.find()) {
      String name = section.group(2).strip();
      String content = LINE_MARK.matcher(section.group(3)).replaceAll("").strip();
      if (name.equals("question")) {
        question = content;
      } else if (name.equals("answer")) {
        answer = content;
        judged = true;
      } else if (name.startsWith("document")) {
        documents.add(content);
      }
    }
    return judged
        ? Optional.of(new JudgeMaterial(question, List.copyOf(documents), answer))
        : Optional.empty();
  }
}
