package dev.plumbline.ingest.receive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.rpc.Status;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.ExportResult;
import dev.plumbline.ingest.otlp.Signal;
import java.nio.charset.StandardCharsets;

/** Answers as protobuf's JSON, in which integers of 64 bits are texts. */
final class JsonAnswers {
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

  private JsonAnswers() {}

  /**
   * The response message; an empty object when everything was accepted.
   *
   * @param note goes behind what is said about rejected items
   */
  static byte[] of(ExportResult result, String note) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    int count = result.rejected().total();
    if (count > 0) {
      String items = result.signal() == Signal.LOGS ? "rejectedLogRecords" : "rejectedSpans";
      response
          .putObject("partialSuccess")
          .put(items, Integer.toString(count))
          .put("errorMessage", result.rejected().describe() + note);
    }
    return bytes(response);
  }

  /** A {@link Status}. */
  static byte[] of(ExportException failure) {
    ObjectNode status =
        JsonNodeFactory.instance
            .objectNode()
            .put("code", failure.kind().grpc().value())
            .put("message", failure.getMessage());
    long retryAfter = failure.retryAfter().toSeconds();
    if (retryAfter > 0) {
      status
          .putArray("details")
          .addObject()
          .put("@type", RETRY_INFO)
          .put("retryDelay", retryAfter + "s");
    }
    return bytes(status);
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
