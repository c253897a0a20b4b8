package dev.plumbline.standalone.deadletters;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as protobuf fields, without what stands in them: number, kind and length of each. Bytes
 * that are no protobuf are told up to where they stop being one.
 */
final class FieldView {
  private static final int MAX_LINES = 40;
  private static final int MAX_DEPTH = 4;
  private static final int FIRST_BYTES = 8;
  private static final int ROW = 16;

  private final List<String> lines = new ArrayList<>();

  private FieldView() {}

  /** The fields, one a line, at most {@value #MAX_LINES}. */
  static List<String> of(byte @Nullable [] value) {
    if (value == null) {
      return List.of("no value");
    }
    FieldView view = new FieldView();
    view.add("begins with " + HexFormat.ofDelimiter(" ").formatHex(value, 0, first(value)));
    CodedInputStream in = CodedInputStream.newInstance(value);
    int at = 0;
    try {
      while (!in.isAtEnd()) {
        at = in.getTotalBytesRead();
        view.field(in, 0);
      }
    } catch (IOException e) {
      view.add("byte " + at + ": no protobuf from here on");
    }
    return List.copyOf(view.lines);
  }

  /** The bytes in hexadecimal, sixteen a line, with their text. */
  static List<String> hex(byte @Nullable [] value, int most) {
    List<String> rows = new ArrayList<>();
    for (int from = 0; value != null && from < Math.min(most, value.length); from += ROW) {
      int to = Math.min(Math.min(most, value.length), from + ROW);
      StringBuilder text = new StringBuilder();
      for (int i = from; i < to; i++) {
        text.append(value[i] >= ' ' && value[i] < 127 ? (char) value[i] : '.');
      }
      rows.add(
          "%06x  %-47s  %s"
              .formatted(from, HexFormat.ofDelimiter(" ").formatHex(value, from, to), text));
    }
    return rows;
  }

  private void field(CodedInputStream in, int depth) throws IOException {
    int tag = in.readTag();
    int number = WireFormat.getTagFieldNumber(tag);
    switch (WireFormat.getTagWireType(tag)) {
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> delimited(number, in.readBytes(), depth);
      case WireFormat.WIRETYPE_VARINT -> {
        var _ = in.readRawVarint64();
        add(depth, number, "number");
      }
      case WireFormat.WIRETYPE_FIXED64 -> {
        var _ = in.readRawLittleEndian64();
        add(depth, number, "8 bytes, fixed");
      }
      case WireFormat.WIRETYPE_FIXED32 -> {
        var _ = in.readRawLittleEndian32();
        add(depth, number, "4 bytes, fixed");
      }
      default -> throw new InvalidProtocolBufferException("no field of today");
    }
  }

  private void delimited(int number, ByteString bytes, int depth) throws IOException {
    boolean message = depth < MAX_DEPTH && isMessage(bytes);
    add(depth, number, bytes.size() + (message ? " bytes, message" : " bytes"));
    if (message) {
      CodedInputStream in = bytes.newCodedInput();
      while (!in.isAtEnd()) {
        field(in, depth + 1);
      }
    }
  }

  private static boolean isMessage(ByteString bytes) {
    try {
      return !bytes.isEmpty()
          && UnknownFieldSet.parseFrom(bytes).asMap().keySet().stream().allMatch(n -> n < 1_000);
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private void add(int depth, int number, String what) {
    add("  ".repeat(depth) + "field " + number + ": " + what);
  }

  private void add(String line) {
    if (lines.size() < MAX_LINES) {
      lines.add(line);
    } else if (lines.size() == MAX_LINES) {
      lines.set(MAX_LINES - 1, "...");
    }
  }

  private static int first(byte[] value) {
    return Math.min(FIRST_BYTES, value.length);
  }
}
