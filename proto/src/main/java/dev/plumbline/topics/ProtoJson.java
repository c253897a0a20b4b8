package dev.plumbline.topics;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;

/**
 * A message as one line of JSON, in protobuf's own mapping: names in lowerCamelCase, enums by name
 * (by number when this release does not know it), 64-bit numbers as text. A field without a value
 * is there with its default, except where its absence says something ({@code optional} fields and
 * messages).
 */
public final class ProtoJson {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace().alwaysPrintFieldsWithNoPresence();

  private ProtoJson() {}

  /** The message. */
  public static String of(MessageOrBuilder message) {
    try {
      return PRINTER.print(message);
    } catch (InvalidProtocolBufferException e) {
      // Only a google.protobuf.Any of an unknown type cannot be written, and no message has one.
      throw new IllegalArgumentException(
          "cannot be written as JSON: " + message.getDescriptorForType().getFullName(), e);
    }
  }
}
