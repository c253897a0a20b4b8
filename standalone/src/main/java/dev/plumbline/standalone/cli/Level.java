package dev.plumbline.standalone.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A confidence level. */
final class Level implements ITypeConverter<Double> {
  static final String DEFAULT = "0.95";

  @Override
  public Double convert(String text) {
    double level;
    try {
      level = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      level = Double.NaN;
    }
    if (!(level > 0 && level < 1)) {
      throw new TypeConversionException(
          "found " + text + ", expected a number between 0 and 1, for example " + DEFAULT);
    }
    return level;
  }
}
