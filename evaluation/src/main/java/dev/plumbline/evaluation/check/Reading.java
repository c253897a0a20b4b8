package dev.plumbline.evaluation.check;

import dev.plumbline.evaluation.redaction.Detectors;
import dev.plumbline.evaluation.redaction.Found;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An interaction as the checks read it: what several of them need is made once, when the first one
 * asks. For one thread.
 */
final class Reading {
  /** No more of an answer is read word by word. */
  private static final int ANSWER_CHARS = 32_768;

  /** Words of earlier turns beyond this many characters are not looked at. */
  private static final int CONVERSATION_CHARS = 65_536;

  private final Interaction interaction;
  private final WordReader wordReader = new WordReader();
  private @Nullable Answered answered;
  private @Nullable AnswerText answerText;
  private @Nullable HashBits said;
  private @Nullable Boolean capitalisesNouns;
  private @Nullable List<Found> values;
  private @Nullable List<Citations.Citation> citations;

  Reading(Interaction interaction) {
    this.interaction = interaction;
  }

  Interaction interaction() {
    return interaction;
  }

  /** The final message's text. */
  String answer() {
    return interaction.getAnswer();
  }

  /** Why the answer cannot be looked at, or null when it can. */
  @Nullable CheckOutcome unavailable() {
    return answered().unavailable();
  }

  /** Whether the answer has nothing visible. */
  boolean blank() {
    return answered().blank();
  }

  /** The words and sentences of the answer, as far as it is read. */
  AnswerText answerText() {
    AnswerText made = answerText;
    if (made == null) {
      made =
          AnswerText.of(
              answer().substring(0, Math.min(answer().length(), ANSWER_CHARS)),
              citations(),
              wordReader);
      answerText = made;
    }
    return made;
  }

  /** The citations of the answer. */
  List<Citations.Citation> citations() {
    List<Citations.Citation> made = citations;
    if (made == null) {
      made = Citations.of(answer(), interaction.getDocumentsList());
      citations = made;
    }
    return made;
  }

  /** Values of known forms in the answer, of every kind. */
  List<Found> values() {
    List<Found> made = values;
    if (made == null) {
      made = Detectors.all(answer());
      values = made;
    }
    return made;
  }

  /** A reader of words, for one text after another. */
  WordReader wordReader() {
    return wordReader;
  }

  /** Hashes of the words that the conversation had before the answer. */
  HashBits said() {
    HashBits made = said;
    if (made == null) {
      made = new HashBits(64);
      add(made, interaction.getQuestion());
      int left = CONVERSATION_CHARS;
      for (Message message : interaction.getInputList()) {
        for (Part part : message.getPartsList()) {
          if (!part.getText().isEmpty() && part.getText().length() <= left) {
            left -= part.getText().length();
            add(made, part.getText());
          }
        }
      }
      said = made;
    }
    return made;
  }

  /**
   * Whether the answer is in German, which gives every noun a capital; where it is too short to
   * tell, whether the first document is.
   */
  boolean capitalisesNouns() {
    Boolean made = capitalisesNouns;
    if (made == null) {
      made =
          Languages.of(answer()).or(() -> Languages.of(firstDocument())).equals(Optional.of("de"));
      capitalisesNouns = made;
    }
    return made;
  }

  private String firstDocument() {
    return interaction.getDocumentsCount() == 0 ? "" : interaction.getDocuments(0).getText();
  }

  private Answered answered() {
    Answered made = answered;
    if (made == null) {
      made =
          new Answered(
              Answers.unavailable(interaction).orElse(null),
              Answers.blank(interaction.getAnswer()));
      answered = made;
    }
    return made;
  }

  private void add(HashBits hashes, String text) {
    wordReader.read(text, WordClass.CLASSES);
    while (wordReader.next()) {
      hashes.or(wordReader.hash(), 1);
    }
  }

  private record Answered(@Nullable CheckOutcome unavailable, boolean blank) {}
}
