package dev.plumbline.bench.checks;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.Usage;
import java.util.Random;

/**
 * A RAG interaction of 10 KB of documents and an answer of 1.2 KB, of words that come about as
 * often as in English (Zipf), with numbers, names and citations.
 */
final class RagInteractions {
  private static final int VOCABULARY = 1_500;
  private static final int DOCUMENTS = 5;
  private static final int DOCUMENT_CHARS = 2_048;
  private static final int ANSWER_CHARS = 1_200;
  private static final String[] FUNCTION =
      ("the of and to a in is that for on with as be this are by it from you or your can not will"
              + " at an if when have has was which their more all")
          .split(" ");

  private final Random random;
  private final String[] words = new String[VOCABULARY];

  RagInteractions(long seed) {
    random = new Random(seed);
    for (int i = 0; i < VOCABULARY; i++) {
      words[i] = word(3 + random.nextInt(8));
    }
  }

  /** An answer in prose with citations. */
  Interaction prose() {
    return interaction(false);
  }

  /** The same answer as JSON, asked for with a schema. */
  Interaction json() {
    return interaction(true);
  }

  private Interaction interaction(boolean json) {
    Interaction.Builder interaction =
        Interaction.newBuilder()
            .setRoute("/api/search")
            .setQuestion(sentence() + " " + sentence())
            .setSystemInstructions(text(600))
            .setInputState(ContentState.FULL)
            .setOutputState(ContentState.FULL)
            .setDocumentsState(ContentState.FULL)
            .addFinishReasons(FinishReason.STOP)
            .setStartUnixNanos(1)
            .setEndUnixNanos(2_000_000_001L)
            .setUsage(Usage.newBuilder().setInputTokens(3_000).setOutputTokens(300));
    StringBuilder sources = new StringBuilder();
    for (int i = 0; i < DOCUMENTS; i++) {
      String text = text(DOCUMENT_CHARS);
      sources.append(text);
      interaction.addDocuments(Document.newBuilder().setId("d" + (i + 1)).setText(text));
    }
    String prose = answer(sources.toString());
    String answer =
        json ? "{\"answer\": \"" + prose.replace("\n", "\\n") + "\", \"sources\": [1, 2]}" : prose;
    if (json) {
      interaction
          .setOutputType("json")
          .setResponseSchema(
              "{\"type\":\"object\",\"required\":[\"answer\",\"sources\"],\"properties\":"
                  + "{\"answer\":{\"type\":\"string\",\"minLength\":1},"
                  + "\"sources\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}}}");
    }
    return interaction
        .setAnswer(answer)
        .addOutput(
            Message.newBuilder().setRole("assistant").addParts(Part.newBuilder().setText(answer)))
        .build();
  }

  /** Sentences of the documents and new ones in turn, each with a citation. */
  private String answer(String sources) {
    String[] said = sources.split("(?<=\\.) ");
    StringBuilder answer = new StringBuilder();
    while (answer.length() < ANSWER_CHARS) {
      String sentence = random.nextInt(4) == 0 ? sentence() : said[random.nextInt(said.length)];
      answer
          .append(sentence, 0, sentence.length() - 1)
          .append(" [")
          .append(1 + random.nextInt(DOCUMENTS))
          .append("]. ");
    }
    return answer.toString().strip();
  }

  private String text(int chars) {
    StringBuilder text = new StringBuilder();
    while (text.length() < chars) {
      text.append(sentence()).append(" ");
    }
    return text.toString().strip();
  }

  private String sentence() {
    StringBuilder sentence = new StringBuilder();
    int length = 8 + random.nextInt(12);
    for (int i = 0; i < length; i++) {
      String next = next();
      if (i == 0 || random.nextInt(25) == 0) {
        next = Character.toUpperCase(next.charAt(0)) + next.substring(1);
      }
      sentence.append(i == 0 ? "" : " ").append(next);
    }
    return sentence.append('.').toString();
  }

  private String next() {
    if (random.nextInt(100) < 42) {
      return FUNCTION[random.nextInt(FUNCTION.length)];
    }
    if (random.nextInt(30) == 0) {
      return String.valueOf(random.nextInt(500));
    }
    return words[(int) (VOCABULARY * Math.pow(random.nextDouble(), 3))];
  }

  private String word(int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      String letters = i % 2 == 0 ? "bcdfglmnprstv" : "aeiou";
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
