package dev.plumbline.ingest.receive;

import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an HTTP body is written. A sender is answered in the format that it speaks. */
enum BodyFormat {
  /** Protobuf. */
  PROTOBUF("application/x-protobuf"),
  /** JSON; people who try by hand read their answer in it too. */
  JSON("application/json");

  private final String mediaType;

  BodyFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /** The format of a content type, parameters left aside; null for any other. */
  static @Nullable BodyFormat of(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    for (BodyFormat format : values()) {
      if (format.mediaType.equals(type.toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    return null;
  }

  /**
   * The format of a request.
   *
   * @throws ExportException when it is not served
   */
  static BodyFormat served(@Nullable String contentType) {
    BodyFormat format = of(contentType);
    if (format == null) {
      throw new ExportException(
          FailureKind.UNSUPPORTED_TYPE,
          "found "
              + (contentType == null ? "no Content-Type" : "Content-Type " + contentType)
              + ", expected application/x-protobuf or application/json");
    }
    return format;
  }
}
