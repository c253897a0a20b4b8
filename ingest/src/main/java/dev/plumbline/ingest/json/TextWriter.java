package dev.plumbline.ingest.json;

import java.io.Writer;

/** Writes characters as UTF-8, whatever the pieces that they come in. */
final class TextWriter extends Writer {
  private static final int REPLACEMENT = 0xfffd;

  private final ProtobufWriter out;

  /** Waits for the other half of its pair; 0 when there is none. */
  private char high;

  TextWriter(ProtobufWriter out) {
    this.out = out;
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    int end = offset + length;
    int i = offset;
    while (i < end) {
      if (high == 0) {
        i = out.ascii(chars, i, end);
        if (i == end) {
          return;
        }
      }
      write(chars[i++]);
    }
  }

  private void write(char c) {
    if (high != 0 && Character.isLowSurrogate(c)) {
      out.character(Character.toCodePoint(high, c));
      high = 0;
      return;
    }
    flush();
    if (Character.isHighSurrogate(c)) {
      high = c;
    } else {
      out.character(Character.isSurrogate(c) ? REPLACEMENT : c);
    }
  }

  /** The text is at its end. */
  @Override
  public void flush() {
    if (high != 0) {
      out.character(REPLACEMENT);
      high = 0;
    }
  }

  @Override
  public void close() {
    flush();
  }
}
