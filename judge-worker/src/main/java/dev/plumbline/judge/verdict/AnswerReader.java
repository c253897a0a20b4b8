package dev.plumbline.judge.verdict;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.judge.rubric.Criterion;
import dev.plumbline.judge.rubric.Rubric;
import dev.plumbline.v1.CriterionVerdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a judge's answer to a rubric, strictly: one JSON object with exactly the keys that were
 * asked for, and one known word per criterion. Whether a word passes is decided here, never by the
 * judge.
 */
public final class AnswerReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final int MAX_CHARS = 64 * 1024;
  private static final int MAX_RATIONALE = 1_000;
  private static final String FENCE = "```";
  private static final String THOUGHT = "<think>";
  private static final String THOUGHT_END = "</think>";

  private final Rubric rubric;
  private final Set<String> keys = new HashSet<>();

  /** A reader of answers to this rubric. */
  public AnswerReader(Rubric rubric) {
    this.rubric = rubric;
    if (rubric.rationale()) {
      keys.add(Rubric.RATIONALE);
    }
    for (Criterion criterion : rubric.criteria()) {
      keys.add(criterion.id());
      if (criterion.quotes() != null) {
        keys.add(criterion.quotesKey());
      }
    }
  }

  /**
   * The answer in a text.
   *
   * @param documents as the judge saw them
   */
  public Answer read(String text, List<String> documents) {
    if (text.isBlank() || text.length() > MAX_CHARS) {
      return malformed(text.isBlank() ? Answer.Flaw.EMPTY : Answer.Flaw.TOO_LONG);
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(bare(text));
    } catch (JsonProcessingException e) {
      return malformed(Answer.Flaw.NOT_JSON);
    }
    return flaw(tree)
        .<Answer>map(AnswerReader::malformed)
        .orElseGet(() -> usable(tree, new QuotedDocuments(documents)));
  }

  /**
   * The text without what local models put around JSON though told otherwise: their thoughts before
   * it, and a code fence. It says nothing by itself, so that nothing has to be guessed.
   */
  private static String bare(String text) {
    String bare = text.strip();
    if (bare.startsWith(THOUGHT) && bare.contains(THOUGHT_END)) {
      bare = bare.substring(bare.indexOf(THOUGHT_END) + THOUGHT_END.length()).strip();
    }
    int line = bare.indexOf('\n');
    boolean fenced = bare.startsWith(FENCE) && bare.endsWith(FENCE) && line > 0;
    return fenced && line < bare.length() - FENCE.length()
        ? bare.substring(line, bare.length() - FENCE.length())
        : bare;
  }

  private Optional<Answer.Flaw> flaw(JsonNode tree) {
    if (!tree.isObject()) {
      return Optional.of(Answer.Flaw.NOT_AN_OBJECT);
    }
    for (var property : tree.properties()) {
      if (!keys.contains(property.getKey())) {
        return Optional.of(Answer.Flaw.UNKNOWN_KEY);
      }
    }
    if (rubric.rationale() && !tree.path(Rubric.RATIONALE).isTextual()) {
      return Optional.of(Answer.Flaw.MISSING_KEY);
    }
    for (Criterion criterion : rubric.criteria()) {
      boolean quoted = criterion.quotes() == null || texts(tree.path(criterion.quotesKey()));
      if (!quoted || !tree.path(criterion.id()).isTextual()) {
        return Optional.of(Answer.Flaw.MISSING_KEY);
      }
      if (!criterion.answers().contains(tree.path(criterion.id()).textValue())) {
        return Optional.of(Answer.Flaw.UNKNOWN_WORD);
      }
    }
    return Optional.empty();
  }

  private Answer usable(JsonNode tree, QuotedDocuments documents) {
    List<CriterionVerdict> verdicts = new ArrayList<>();
    int unquoted = 0;
    for (Criterion criterion : rubric.criteria()) {
      String word = tree.path(criterion.id()).textValue();
      Criterion.QuoteRule rule = criterion.quotes();
      if (rule != null
          && word.equals(rule.when())
          && !documents.holdAll(tree.path(criterion.quotesKey()))) {
        word = rule.otherwise();
        unquoted++;
      }
      verdicts.add(
          CriterionVerdict.newBuilder()
              .setCriterion(criterion.id())
              .setAnswer(word)
              .setPass(criterion.pass().contains(word))
              .build());
    }
    String rationale = tree.path(Rubric.RATIONALE).asText("");
    return new Answer.Usable(List.copyOf(verdicts), cut(rationale), unquoted);
  }

  /** Never ends inside a surrogate pair, which protobuf would not store. */
  private static String cut(String text) {
    if (text.length() <= MAX_RATIONALE) {
      return text;
    }
    boolean inPair = Character.isHighSurrogate(text.charAt(MAX_RATIONALE - 1));
    return text.substring(0, inPair ? MAX_RATIONALE - 1 : MAX_RATIONALE);
  }

  private static boolean texts(JsonNode node) {
    return node.isArray() && node.valueStream().allMatch(JsonNode::isTextual);
  }

  private static Answer malformed(Answer.Flaw flaw) {
    return new Answer.Malformed(flaw);
  }
}
