package dev.plumbline.ingest.receive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.rpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an HTTP body is written. A sender is answered in the format that it speaks. */
enum BodyFormat {
  /** Protobuf. */
  PROTOBUF("application/x-protobuf"),
  /** JSON. Requests in it are not served yet; people who try by hand read their answer in it. */
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

  byte[] write(Status status) {
    return switch (this) {
      case PROTOBUF -> status.toByteArray();
      case JSON ->
          JsonNodeFactory.instance
              .objectNode()
              .put("code", status.getCode())
              .put("message", status.getMessage())
              .toString()
              .getBytes(StandardCharsets.UTF_8);
    };
  }
}
