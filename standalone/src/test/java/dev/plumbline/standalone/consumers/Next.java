package dev.plumbline.standalone.consumers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.plumbline.scoring.publish.EvaluationEvent;
import dev.plumbline.topics.ProtoJson;
import dev.plumbline.v1.Score;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;

/** Records as a later release of Plumbline may write them: with more than this one knows. */
final class Next {
  static final int FIELD = 900;
  static final int OUTCOME = 17;

  private Next() {}

  /** A later revision with an outcome that this release does not know. */
  static Score score(Score score) {
    return score.toBuilder()
        .setRevision(score.getRevision() + 1)
        .setOutcomeValue(OUTCOME)
        .clearValue()
        .build();
  }

  /** The message with a field that this release does not know. */
  static byte[] bytes(Message message) {
    return message.toBuilder()
        .setUnknownFields(
            UnknownFieldSet.newBuilder()
                .addField(
                    FIELD,
                    UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(ByteString.copyFromUtf8("added"))
                        .build())
                .build())
        .build()
        .toByteArray();
  }

  /** The score as JSON with a field that this release does not know. */
  static byte[] json(Score score) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = (ObjectNode) mapper.readTree(ProtoJson.of(score));
    json.putObject("added").put("more", true);
    return mapper.writeValueAsBytes(json);
  }

  /** The score as an event with an attribute that this release does not write. */
  static byte[] event(Score score, long now) {
    ExportLogsServiceRequest.Builder request = EvaluationEvent.of(score, now).toBuilder();
    request
        .getResourceLogsBuilder(0)
        .getScopeLogsBuilder(0)
        .getLogRecordsBuilder(0)
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("plumbline.added")
                .setValue(AnyValue.newBuilder().setBoolValue(true)));
    return request.build().toByteArray();
  }
}
