package dev.plumbline.scoring.checks;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import java.util.List;

/**
 * Cuts an interaction to the size of a record: a record that a broker refuses would stop its whole
 * partition. Long texts lose their end and long lists their far part (the oldest turns, the last
 * documents and steps), by the mildest of a few limits that is enough. What was cut says so in its
 * content state, so that no check takes it for the whole; {@code content_hash} stays that of the
 * whole, and the provenance keeps the size.
 */
final class RecordBudget {
  /** Largest interaction, in bytes. */
  static final int BYTES = 900 * 1024;

  private static final List<Limit> LIMITS =
      List.of(
          new Limit(65_536, 500), new Limit(16_384, 200), new Limit(4_096, 50), new Limit(512, 20));

  private RecordBudget() {}

  /**
   * How much may stay.
   *
   * @param chars of a text
   * @param items of a list
   */
  private record Limit(int chars, int items) {}

  /** The interaction itself when it fits, else one that does. */
  static Interaction fit(Interaction whole) {
    int bytes = whole.getSerializedSize();
    if (bytes <= BYTES) {
      return whole;
    }
    for (Limit limit : LIMITS) {
      Interaction cut = marked(whole, (Interaction) cut(whole, limit), bytes);
      if (cut.getSerializedSize() <= BYTES) {
        return cut;
      }
    }
    return marked(whole, (Interaction) cut(whole, new Limit(256, 0)), bytes);
  }

  private static Interaction marked(Interaction whole, Interaction cut, int bytes) {
    Interaction.Builder marked = cut.toBuilder();
    if (!cut.getInputList().equals(whole.getInputList())
        || !cut.getQuestion().equals(whole.getQuestion())
        || !cut.getSystemInstructions().equals(whole.getSystemInstructions())) {
      marked.setInputState(ContentState.CUT);
    }
    if (!cut.getOutputList().equals(whole.getOutputList())
        || !cut.getAnswer().equals(whole.getAnswer())) {
      marked.setOutputState(ContentState.CUT);
    }
    if (!cut.getDocumentsList().equals(whole.getDocumentsList())) {
      marked.setDocumentsState(ContentState.CUT);
    }
    return marked.putProvenance("record", "cut from " + bytes + " bytes").build();
  }

  private static Message cut(Message message, Limit limit) {
    Message.Builder cut = message.toBuilder();
    for (var field : message.getAllFields().entrySet()) {
      FieldDescriptor descriptor = field.getKey();
      if (descriptor.isMapField()) {
        continue;
      }
      if (descriptor.isRepeated()) {
        cut.clearField(descriptor);
        for (Object item : near(descriptor, (List<?>) field.getValue(), limit.items())) {
          cut.addRepeatedField(descriptor, value(item, limit));
        }
      } else {
        cut.setField(descriptor, value(field.getValue(), limit));
      }
    }
    return cut.build();
  }

  /** Of turns the last ones matter, of everything else the first. */
  private static List<?> near(FieldDescriptor field, List<?> items, int most) {
    if (items.size() <= most) {
      return items;
    }
    boolean turns =
        field.getNumber() == Interaction.INPUT_FIELD_NUMBER
            || field.getNumber() == Interaction.OUTPUT_FIELD_NUMBER;
    boolean last = turns && field.getContainingType().equals(Interaction.getDescriptor());
    return last ? items.subList(items.size() - most, items.size()) : items.subList(0, most);
  }

  private static Object value(Object value, Limit limit) {
    return switch (value) {
      case Message message -> cut(message, limit);
      case String text when text.length() > limit.chars() -> start(text, limit.chars());
      default -> value;
    };
  }

  private static String start(String text, int chars) {
    int end = Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars;
    return text.substring(0, end);
  }
}
