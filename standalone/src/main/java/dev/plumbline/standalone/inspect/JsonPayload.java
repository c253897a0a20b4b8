package dev.plumbline.standalone.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.ingest.admission.Body;
import dev.plumbline.ingest.admission.BytesInFlight;
import dev.plumbline.ingest.admission.Share;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.json.JsonRequest;
import dev.plumbline.ingest.json.JsonRequests;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.Signal;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;

/** Reads export requests in OTLP/JSON, as the receiver does; the first key tells what one holds. */
final class JsonPayload {
  private JsonPayload() {}

  static Payload read(byte[] bytes) throws PayloadException {
    String key = firstKey(bytes);
    try {
      return switch (key) {
        case "resourceSpans", "resource_spans" ->
            new Payload.Spans(TracesData.parseFrom(protobuf(bytes, Signal.TRACES)));
        case "resourceLogs", "resource_logs" ->
            new Payload.Logs(LogsData.parseFrom(protobuf(bytes, Signal.LOGS)));
        case "resourceMetrics", "resource_metrics" -> new Payload.Metrics();
        default ->
            throw new PayloadException(
                "found JSON that begins with "
                    + (key.isEmpty() ? "no key" : "\"" + key + "\"")
                    + ", expected resourceSpans or resourceLogs: "
                    + PayloadReader.EXPECTED);
      };
    } catch (ExportException | InvalidProtocolBufferException e) {
      throw new PayloadException(
          "found " + e.getMessage() + ", expected " + PayloadReader.EXPECTED);
    }
  }

  /** The receiver leaves single items out; someone who looks at a file wants to know of them. */
  private static byte[] protobuf(byte[] bytes, Signal signal) throws PayloadException {
    Share unlimited = BytesInFlight.ofOne(Long.MAX_VALUE).share(new Tenant("default"));
    JsonRequest request =
        new JsonRequests(Integer.MAX_VALUE).read(new Body(bytes, unlimited), signal);
    if (request.firstProblem() != null) {
      throw new PayloadException(request.firstProblem());
    }
    return request.body().bytes();
  }

  private static String firstKey(byte[] bytes) throws PayloadException {
    try (JsonParser parser = new JsonFactory().createParser(bytes)) {
      boolean object = parser.nextToken() == JsonToken.START_OBJECT;
      return object && parser.nextToken() == JsonToken.FIELD_NAME ? parser.currentName() : "";
    } catch (IOException e) {
      throw new PayloadException("found text that is no JSON, expected " + PayloadReader.EXPECTED);
    }
  }
}
