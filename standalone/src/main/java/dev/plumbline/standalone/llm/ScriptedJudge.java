package dev.plumbline.standalone.llm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the simulated judge thinks of what it is shown. An answer is grounded when each number in it
 * stands in the documents or the question, and each longer sentence shares half of its longer words
 * with them; it is helpful when it says something, does not decline and does not break off. It then
 * errs at the declared rates, on the same texts every time.
 */
final class ScriptedJudge {
  private static final Pattern CITATION = Pattern.compile("\\[\\d{1,3}]");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d+(?:\\.\\d+)?");
  private static final Pattern LONG_WORD = Pattern.compile("\\p{L}{5,}");
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\n+");
  private static final Pattern COURTESY =
      Pattern.compile("happy to help|thanks|great question|let me know|feel free|hope this|sorry");
  private static final Pattern DECLINES =
      Pattern.compile("can't help|cannot help|unable to|can't assist|cannot assist");
  private static final int WORDS_OF_A_CLAIM = 4;
  private static final double SHARED = 0.5;

  private final long seed;
  private final ErrorRates errors;

  ScriptedJudge(long seed, ErrorRates errors) {
    this.seed = seed;
    this.errors = errors;
  }

  /**
   * The answer to one criterion, as one of its words.
   *
   * @param criterion its id; what it is about is taken from the id
   * @param words the words to choose from
   */
  String word(JudgeMaterial material, String criterion, List<String> words) {
    String id = criterion.toLowerCase(Locale.ROOT);
    if (id.contains("ground") || id.contains("support") || id.contains("faithful")) {
      if (material.documents().isEmpty() && words.contains("no_documents")) {
        return "no_documents";
      }
      return words(words, says(material, criterion, grounded(material)));
    }
    if (words.contains("partly") && brokenOff(material.answer())) {
      return "partly";
    }
    return words(words, says(material, criterion, helpful(material.answer())));
  }

  /** The sentence of the documents that is nearest to the answer; empty without documents. */
  static String quote(JudgeMaterial material) {
    Set<String> said = longWords(material.answer());
    String best = "";
    long most = -1;
    for (String document : material.documents()) {
      for (String sentence : SENTENCE_END.split(document)) {
        long shared = longWords(sentence).stream().filter(said::contains).count();
        if (shared > most) {
          best = sentence.strip();
          most = shared;
        }
      }
    }
    return best;
  }

  static boolean grounded(JudgeMaterial material) {
    String sources = String.join("\n", material.documents()) + "\n" + material.question();
    Set<String> numbers = numbers(sources);
    Set<String> known = longWords(sources);
    for (String sentence : SENTENCE_END.split(CITATION.matcher(material.answer()).replaceAll(""))) {
      if (!numbers.containsAll(numbers(sentence))) {
        return false;
      }
      Set<String> words = longWords(sentence);
      long shared = words.stream().filter(known::contains).count();
      if (words.size() >= WORDS_OF_A_CLAIM
          && shared < SHARED * words.size()
          && !COURTESY.matcher(sentence.toLowerCase(Locale.ROOT)).find()) {
        return false;
      }
    }
    return true;
  }

  private static boolean helpful(String answer) {
    return !answer.isBlank()
        && !brokenOff(answer)
        && !DECLINES.matcher(answer.toLowerCase(Locale.ROOT)).find();
  }

  private static boolean brokenOff(String answer) {
    return !answer.isBlank() && ".!?}\")".indexOf(answer.charAt(answer.length() - 1)) < 0;
  }

  private boolean says(JudgeMaterial material, String criterion, boolean good) {
    double draw = draw(material, criterion);
    return good ? draw >= errors.failsGood() : draw < errors.passesBad();
  }

  /** Uniform in [0, 1): 53 bits of a hash of the seed, the criterion and everything shown. */
  private double draw(JudgeMaterial material, String criterion) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String text = seed + "\u0000" + criterion + "\u0000" + material;
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1p-53;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String words(List<String> words, boolean good) {
    if (good) {
      return words.contains("yes") ? "yes" : words.getFirst();
    }
    return words.contains("no") ? "no" : words.getLast();
  }

  private static Set<String> numbers(String text) {
    return all(NUMBER, text);
  }

  private static Set<String> longWords(String text) {
    return all(LONG_WORD, text.toLowerCase(Locale.ROOT));
  }

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> found = new HashSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }
}
