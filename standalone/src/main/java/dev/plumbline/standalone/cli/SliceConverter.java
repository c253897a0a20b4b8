package dev.plumbline.standalone.cli;

import dev.plumbline.standalone.topic.SlicePart;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A dimension and its value on the command line. */
final class SliceConverter implements ITypeConverter<SlicePart> {
  @Override
  public SlicePart convert(String text) {
    try {
      return SlicePart.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
