package dev.plumbline.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.plumbline.ingest.admission.Body;
import dev.plumbline.ingest.admission.Share;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads requests in JSON. */
public final class JsonRequests {
  /** Above what a protobuf parser reads: 100 messages, each in an object and perhaps a list. */
  private static final int DEEPEST = 256;

  private static final int LONGEST_KEY = 256;

  /**
   * Bytes that one byte of JSON may take while it is read, beside what is written: the parser has a
   * text as two bytes per character, and base64 is decoded beside itself.
   */
  private static final int BESIDE = 3;

  /** Parts of the parser's messages that help those who set it up. */
  private static final Pattern FOR_PROGRAMMERS =
      Pattern.compile("Source: [^;]*; |: enable `[^`]*` to allow|, from `[^`]*`");

  private final JsonShape spans =
      JsonShape.of(ExportTraceServiceRequest.getDescriptor(), Span.getDescriptor());
  private final JsonShape logs =
      JsonShape.of(ExportLogsServiceRequest.getDescriptor(), LogRecord.getDescriptor());

  /**
   * Keys are not interned and short, because senders choose them and the factory keeps some. A text
   * may be as long as its body. Buffers are not kept, because each request has its own thread.
   */
  private final JsonFactory factory =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(LONGEST_KEY)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final int maxItems;

  /**
   * A reader.
   *
   * @param maxItems most spans or log records of one request
   */
  public JsonRequests(int maxItems) {
    this.maxItems = maxItems;
  }

  /**
   * Reads a request. Its share of the budget holds the memory that this takes, and afterwards the
   * bytes of the result; it is released when the request is refused.
   *
   * @param signal TRACES or LOGS
   * @throws ExportException MALFORMED when it is not JSON or not such a request; TOO_LARGE when it
   *     has too many items; TOO_LARGE or BUSY when there is no memory for it; nothing else,
   *     whatever the bytes
   */
  public JsonRequest read(Body body, Signal signal) {
    Share share = body.share();
    try {
      JsonRequest read = read(body, share, signal == Signal.LOGS ? logs : spans);
      share.hold(read.body().length());
      return read;
    } catch (RuntimeException e) {
      share.close();
      throw e;
    }
  }

  private JsonRequest read(Body json, Share share, JsonShape shape) {
    int length = json.length();
    ProtobufWriter out = new ProtobufWriter(share, (long) (1 + BESIDE) * length, length);
    try {
      String firstProblem = readAll(json, out, shape);
      return new JsonRequest(new Body(out.finish(length), share), firstProblem);
    } catch (IOException e) {
      // Memory can be read: zeros at the start were taken for UTF-16 or UTF-32, and it is neither.
      throw new ExportException(FailureKind.MALFORMED, "not JSON: not UTF-8");
    }
  }

  /** Says where the parser stands, since not each of its exceptions does. */
  private @Nullable String readAll(Body json, ProtobufWriter out, JsonShape shape)
      throws IOException {
    try (JsonParser parser = factory.createParser(json.bytes(), 0, json.length())) {
      RequestReader reader = new RequestReader(parser, out, maxItems);
      try {
        reader.request(shape);
        return reader.firstProblem();
      } catch (JsonProcessingException e) {
        throw notJson(e, e.getLocation() == null ? parser.currentLocation() : e.getLocation());
      }
    }
  }

  private static ExportException notJson(JsonProcessingException e, JsonLocation at) {
    return new ExportException(
        FailureKind.MALFORMED,
        "not JSON: "
            + FOR_PROGRAMMERS.matcher(e.getOriginalMessage()).replaceAll("")
            + Words.place(at));
  }
}
