package dev.plumbline.standalone.topic;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.plumbline.evaluation.config.Nearest;
import dev.plumbline.v1.Slice;
import java.util.List;

/**
 * One dimension with one value, as {@code --slice} takes it.
 *
 * @param dimension a field of {@link Slice}
 * @param value empty for what carried none
 */
public record SlicePart(FieldDescriptor dimension, String value) {
  /**
   * Reads {@code model=gpt-4o}; everything after the first {@code =} is the value.
   *
   * @throws IllegalArgumentException whose message says what was found and expected
   */
  public static SlicePart parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "found \"" + text + "\", expected DIMENSION=VALUE such as model=gpt-4o");
    }
    String name = text.substring(0, equals);
    FieldDescriptor dimension = Slice.getDescriptor().findFieldByName(name);
    if (dimension == null) {
      throw new IllegalArgumentException(
          "found dimension \"" + name + "\"" + Nearest.hint(name, names()));
    }
    return new SlicePart(dimension, text.substring(equals + 1));
  }

  /** The names of all dimensions. */
  public static List<String> names() {
    return Slice.getDescriptor().getFields().stream().map(FieldDescriptor::getName).toList();
  }

  /** Whether the slice is of this value; one that spans all values of the dimension is not. */
  public boolean in(Slice slice) {
    return slice.hasField(dimension) && slice.getField(dimension).equals(value);
  }
}
