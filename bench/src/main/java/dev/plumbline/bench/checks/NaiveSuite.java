package dev.plumbline.bench.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Interaction;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The six core checks as they are usually written: one pattern of alternatives per question, a tree
 * for JSON, sets of lower-case words. It does less than ours: one language, no numbers, no
 * passages.
 */
final class NaiveSuite {
  private static final Pattern REFUSAL =
      Pattern.compile(
          "(?i)(i('m| am) sorry|i cannot|i can't|i won't|i am unable|i'm unable|i'm not able"
              + "|i am not able|as an ai|i must decline|i refuse|not appropriate|cannot assist"
              + "|can't assist|cannot help|can't help|cannot provide|can't provide|unethical"
              + "|against my guidelines|i do not feel comfortable|i don't feel comfortable"
              + "|i do not have|i don't have|i apologize|my apologies|not able to help"
              + "|unable to assist|unable to help|unable to provide|i'd rather not|not allowed to)");
  private static final Pattern CITATION = Pattern.compile("\\[(\\d+(?:\\s*,\\s*\\d+)*)]");
  private static final Pattern WORD = Pattern.compile("\\W+");
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+");
  private static final ObjectMapper JSON = new ObjectMapper();

  private NaiveSuite() {}

  /** Something that depends on every check. */
  static double run(Interaction interaction) {
    String answer = interaction.getAnswer();
    double result = answer.isBlank() ? 1 : 0;
    result += REFUSAL.matcher(answer).find() ? 1 : 0;
    result += interaction.getFinishReasonsCount();
    result += json(interaction) ? 1 : 0;
    result += CITATION.matcher(answer).results().count();
    return result + grounding(answer, interaction.getDocumentsList());
  }

  private static boolean json(Interaction interaction) {
    if (!interaction.getOutputType().equals("json")) {
      return true;
    }
    try {
      return JSON.readTree(interaction.getAnswer()).has("answer")
          && JSON.readTree(interaction.getResponseSchema()).has("required");
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static double grounding(String answer, List<Document> documents) {
    Set<String> said = new HashSet<>();
    for (Document document : documents) {
      said.addAll(List.of(WORD.split(document.getText().toLowerCase(Locale.ROOT))));
    }
    double supported = 0;
    String[] sentences = SENTENCE.split(answer);
    for (String sentence : sentences) {
      List<String> words = List.of(WORD.split(sentence.toLowerCase(Locale.ROOT)));
      long found = words.stream().filter(said::contains).count();
      supported += (double) found / words.size();
    }
    return supported / sentences.length;
  }
}
