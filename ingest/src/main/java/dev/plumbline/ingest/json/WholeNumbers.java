package dev.plumbline.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.ingest.json.JsonType.Scalar;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers, which senders write as numbers or, since JavaScript has no 64-bit integers, as
 * texts; also with an exponent or as {@code 1.0}, as protobuf's JSON allows.
 */
final class WholeNumbers {
  /** Any number in JSON, with an exponent that a decimal can have. */
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]++(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]{1,9})?+");

  private static final int LONGEST = 64;

  /** All numbers of so many digits fit into 64 bits. */
  private static final int DIGITS_THAT_FIT = 19;

  private WholeNumbers() {}

  /** The current token as the bits of such a number; null when it is none or out of its range. */
  static @Nullable Long read(JsonParser json, Scalar type) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return signed(json.getLongValue(), type);
    }
    boolean number = token != null && (token.isNumeric() || token == JsonToken.VALUE_STRING);
    return number && json.getTextLength() <= LONGEST ? parse(json.getText(), type) : null;
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** Nothing is tried that throws: a sender may write a million numbers that are none. */
  private static @Nullable Long parse(String text, Scalar type) {
    if (isPlain(text)) {
      return unsigned(Long.parseUnsignedLong(text), type);
    }
    return isNumber(text) ? parse(new BigDecimal(text), type) : null;
  }

  /** As most timestamps are. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= DIGITS_THAT_FIT;
  }

  /**
   * Digits before the point are counted first: {@code 1e-999999999} and {@code 1e999999999} take a
   * gigabyte when they are made whole.
   */
  private static @Nullable Long parse(BigDecimal decimal, Scalar type) {
    if (decimal.signum() == 0) {
      return 0L;
    }
    long digits = (long) decimal.precision() - decimal.scale();
    if (digits < 1 || digits > DIGITS_THAT_FIT + 1 || decimal.stripTrailingZeros().scale() > 0) {
      return null;
    }
    BigInteger whole = decimal.toBigInteger();
    if (whole.signum() < 0) {
      return whole.bitLength() < Long.SIZE ? signed(whole.longValue(), type) : null;
    }
    return whole.bitLength() <= Long.SIZE ? unsigned(whole.longValue(), type) : null;
  }

  private static @Nullable Long unsigned(long bits, Scalar type) {
    if (bits < 0) {
      return type == Scalar.FIXED64 ? Long.valueOf(bits) : null;
    }
    return signed(bits, type);
  }

  private static @Nullable Long signed(long value, Scalar type) {
    boolean fits =
        switch (type) {
          case INT32 -> value == (int) value;
          case UINT32, FIXED32 -> value >>> Integer.SIZE == 0;
          case FIXED64 -> value >= 0;
          default -> true;
        };
    return fits ? Long.valueOf(value) : null;
  }
}
