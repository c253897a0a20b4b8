package dev.plumbline.standalone.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the simulated judge thinks: an answer is grounded when every number in it stands in the
 * documents or the question, and helpful when it says something and does not decline. It errs on 4
 * of 100 texts, always the same ones.
 */
final class ScriptedJudge {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SECTION =
      Pattern.compile(
          "<<([0-9a-f]{32}) (question|answer|document)[^>]*>>\\n(.*?)\\n<</\\1>>", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("(?<![\\[\\w-])\\d+");
  private static final int ERRS_OF_100 = 4;

  private ScriptedJudge() {}

  static ObjectNode answer(String material, JsonNode schema) {
    StringBuilder known = new StringBuilder();
    String answer = "";
    boolean documents = false;
    String quote = "";
    Matcher sections = SECTION.matcher(material);
    while (sections.find()) {
      if (sections.group(2).equals("answer")) {
        answer = sections.group(3);
      } else {
        if (sections.group(2).equals("document")) {
          documents = true;
          quote = sections.group(3).substring(0, Math.min(60, sections.group(3).length()));
        }
        known.append(sections.group(3)).append('\n');
      }
    }
    boolean says = !answer.isBlank() && !answer.contains("can't help");
    boolean grounded = numbers(known.toString()).containsAll(numbers(answer));
    boolean errs = Math.floorMod(answer.hashCode() * 31 + 7, 100) < ERRS_OF_100;
    ObjectNode verdict = JSON.createObjectNode();
    for (var property : schema.path("properties").properties()) {
      if (property.getValue().path("type").asText().equals("array")) {
        verdict.putArray(property.getKey()).add(quote);
        continue;
      }
      String word =
          switch (property.getKey()) {
            case "helpful" -> says != errs ? "yes" : "no";
            case "grounded" -> documents ? (grounded != errs ? "yes" : "no") : "no_documents";
            default -> property.getValue().path("enum").path(0).asText();
          };
      verdict.put(property.getKey(), word);
    }
    return verdict;
  }

  private static Set<String> numbers(String text) {
    Set<String> numbers = new HashSet<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      numbers.add(matcher.group());
    }
    return numbers;
  }
}
