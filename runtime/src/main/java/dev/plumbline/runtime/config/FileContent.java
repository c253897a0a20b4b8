package dev.plumbline.runtime.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One file of a config directory as it was read. */
sealed interface FileContent {
  /** More is no config: a ConfigMap holds no more either. */
  long MAX_BYTES = 1024 * 1024;

  /**
   * A file that was read.
   *
   * @param hash hex SHA-256 of its bytes
   */
  record Text(String text, String hash) implements FileContent {
    /** Without the text, which may be a secret. */
    @Override
    public String toString() {
      return "Text[hash=" + hash + "]";
    }
  }

  /**
   * A file without a text.
   *
   * @param problem what was found instead of one, and what was expected
   */
  record Unreadable(String problem) implements FileContent {}

  /** Reads a file, through symbolic links. */
  static FileContent read(Path file) {
    try {
      if (!Files.exists(file)) {
        return new Unreadable("found no such file, expected one here");
      }
      // Anything else may never end, or never begin.
      if (!Files.isRegularFile(file)) {
        return new Unreadable("found no regular file, expected one here");
      }
      if (Files.size(file) > MAX_BYTES) {
        return new Unreadable(
            "found " + Files.size(file) + " bytes, expected at most " + MAX_BYTES);
      }
      byte[] bytes = Files.readAllBytes(file);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Text(text, hash(bytes));
    } catch (NoSuchFileException e) {
      return new Unreadable("found no such file, expected one here");
    } catch (CharacterCodingException e) {
      return new Unreadable("found bytes that are not UTF-8");
    } catch (IOException e) {
      return new Unreadable("cannot be read: " + e.getClass().getSimpleName());
    }
  }

  /** Hex SHA-256 of a text as UTF-8. */
  static String hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Hex SHA-256. */
  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
