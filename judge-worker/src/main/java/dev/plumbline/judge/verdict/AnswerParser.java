package dev.plumbline.judge.verdict;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.judge.rubric.Rubric;
import dev.plumbline.v1.CriterionVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a judge's answer strictly: one JSON object, one known word per criterion, nothing else. */
public final class AnswerParser {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private AnswerParser() {}

  /** The verdicts per criterion, or empty when the text is not what was asked for. */
  public static Optional<List<CriterionVerdict>> parse(String text, Rubric rubric) {
    JsonNode tree;
    try {
      tree = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (!tree.isObject() || tree.size() != rubric.criteria().size()) {
      return Optional.empty();
    }
    List<CriterionVerdict> verdicts = new ArrayList<>();
    for (Rubric.Criterion criterion : rubric.criteria()) {
      JsonNode word = tree.path(criterion.id());
      if (!word.isTextual() || !criterion.answers().contains(word.textValue())) {
        return Optional.empty();
      }
      verdicts.add(
          CriterionVerdict.newBuilder()
              .setCriterion(criterion.id())
              .setAnswer(word.textValue())
              .setPass(criterion.pass().contains(word.textValue()))
              .build());
    }
    return Optional.of(verdicts);
  }
}
