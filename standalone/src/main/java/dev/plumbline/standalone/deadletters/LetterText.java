package dev.plumbline.standalone.deadletters;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.topics.RecordHeaders;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Header;

/** One letter explained: why it was put aside, its headers, and the shape of what it holds. */
public final class LetterText {
  private static final int MOST_BYTES = 4_096;

  private LetterText() {}

  /**
   * The explanation, line by line.
   *
   * @param content whether the bytes themselves are shown, which may hold what users wrote
   */
  public static List<String> of(Letter letter, boolean replayed, boolean content) {
    List<String> lines = new ArrayList<>();
    lines.add("dead letter " + letter.place() + " of " + Instant.ofEpochMilli(letter.millis()));
    lines.add(
        "from        " + letter.topic() + " " + letter.source().map(Place::toString).orElse("?"));
    lines.add("reason      " + letter.reason() + ": " + meaning(letter.reason()));
    lines.add("failure     " + letter.failure());
    lines.add("replay      " + replay(letter, replayed));
    byte[] key = letter.key();
    lines.add("key         " + (key == null ? "none" : shown(key)));
    lines.add(
        "value       "
            + letter.originalBytes()
            + " bytes"
            + (letter.cut() ? ", of which the beginning was kept" : "")
            + shape(letter));
    lines.add("headers");
    for (Header header : letter.headers()) {
      lines.add(
          "  "
              + shown(header.key().getBytes(StandardCharsets.UTF_8))
              + ": "
              + (header.value() == null ? "" : shown(header.value())));
    }
    lines.add("fields");
    FieldView.of(letter.value()).forEach(line -> lines.add("  " + line));
    if (content) {
      lines.add("bytes");
      FieldView.hex(letter.value(), MOST_BYTES).forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  /** Another producer's bytes must not steer a terminal. */
  private static String shown(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "\ufffd");
  }

  private static String meaning(String reason) {
    return switch (reason) {
      case "deserialisation" -> "the record could not be read as what its topic holds";
      case "processing" -> "a step refused it or failed on it";
      case "production" -> "what followed from it could not be written, mostly for its size";
      default -> "a reason of another release";
    };
  }

  private static String replay(Letter letter, boolean replayed) {
    if (replayed) {
      return "sent again already";
    }
    if (letter.cut()) {
      return "not possible, the record was cut";
    }
    return "plumbline dead-letters replay "
        + letter.place()
        + ", once what it failed on has changed";
  }

  /** What an OTLP request holds, in numbers. */
  private static String shape(Letter letter) {
    byte[] value = letter.value();
    if (value == null || letter.cut()) {
      return "";
    }
    String signal = String.valueOf(RecordHeaders.text(letter.headers(), RecordHeaders.SIGNAL));
    try {
      if (letter.topic().equals("otlp_spans") || signal.equals("traces")) {
        long spans =
            TracesData.parseFrom(value).getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .mapToLong(scope -> scope.getSpansCount())
                .sum();
        return ", an OTLP request of " + counted(spans, "span");
      }
      if (letter.topic().equals("otlp_logs") || signal.equals("logs")) {
        long logs =
            LogsData.parseFrom(value).getResourceLogsList().stream()
                .flatMap(resource -> resource.getScopeLogsList().stream())
                .mapToLong(scope -> scope.getLogRecordsCount())
                .sum();
        return ", an OTLP request of " + counted(logs, "log record");
      }
    } catch (InvalidProtocolBufferException e) {
      return ", no OTLP request";
    }
    return "";
  }

  private static String counted(long n, String what) {
    return String.format(Locale.ROOT, "%d %s%s", n, what, n == 1 ? "" : "s");
  }
}
