package dev.plumbline.standalone.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads payload files. What one holds is told by its content, never by its name. */
final class PayloadReader {
  /** For messages. */
  static final String EXPECTED =
      "the body of one OTLP export request for traces or logs, as protobuf or as JSON";

  private static final int HEAD = 64;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private PayloadReader() {}

  /**
   * Reads one file.
   *
   * @throws PayloadException when it cannot be read, or is no export request
   */
  static Payload read(Path file) throws PayloadException {
    byte[] bytes = bytes(file);
    if (bytes.length > 0 && bytes[0] == '{') {
      return JsonPayload.read(bytes);
    }
    // A line break is white space in JSON and the first tag in protobuf, so protobuf is tried
    // first.
    Optional<Payload> payload = ProtobufPayload.read(bytes);
    return payload.isPresent() ? payload.get() : notProtobuf(bytes);
  }

  private static Payload notProtobuf(byte[] bytes) throws PayloadException {
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), UTF_8).strip();
    String text = head.startsWith(BYTE_ORDER_MARK) ? head.substring(1).strip() : head;
    if (text.startsWith("{") || text.startsWith("[")) {
      return JsonPayload.read(bytes);
    }
    throw new PayloadException(
        "found "
            + bytes.length
            + " bytes that are neither protobuf nor JSON, expected "
            + EXPECTED);
  }

  private static byte[] bytes(Path file) throws PayloadException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new PayloadException("found no such file, expected " + EXPECTED);
    } catch (IOException e) {
      String found = Files.isDirectory(file) ? "a directory" : "a file that cannot be read";
      throw new PayloadException("found " + found + ", expected " + EXPECTED);
    }
  }
}
