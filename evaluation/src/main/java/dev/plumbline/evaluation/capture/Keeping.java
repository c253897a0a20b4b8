package dev.plumbline.evaluation.capture;

import com.google.protobuf.ByteString;
import dev.plumbline.evaluation.interaction.ContentKeys;
import dev.plumbline.evaluation.redaction.Kind;
import dev.plumbline.evaluation.redaction.Redactor;
import dev.plumbline.evaluation.signal.FeedbackKeys;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stays of the parts of one request. For one thread. */
final class Keeping {
  private static final AnyValue REMOVED =
      AnyValue.newBuilder().setStringValue(ContentKeys.REMOVED).build();

  private final CaptureLevel level;
  private final Redactor redactor;

  Keeping(CaptureLevel level, Redactor redactor) {
    this.level = level;
    this.redactor = redactor;
  }

  Map<Kind, Integer> replaced() {
    return redactor.counts();
  }

  void resource(Resource.Builder resource) {
    List<KeyValue> kept = kept(resource.getAttributesList());
    resource.clearAttributes().addAllAttributes(kept);
  }

  void scope(InstrumentationScope.Builder scope) {
    List<KeyValue> kept = kept(scope.getAttributesList());
    scope.clearAttributes().addAllAttributes(kept);
  }

  void span(Span.Builder span) {
    List<KeyValue> kept = kept(span.getAttributesList());
    span.setName(redactor.redact(span.getName())).clearAttributes().addAllAttributes(kept);
    for (Span.Event.Builder event : span.getEventsBuilderList()) {
      List<KeyValue> ofEvent = kept(event.getAttributesList());
      event.setName(redactor.redact(event.getName())).clearAttributes().addAllAttributes(ofEvent);
    }
    for (Span.Link.Builder link : span.getLinksBuilderList()) {
      List<KeyValue> ofLink = kept(link.getAttributesList());
      link.clearAttributes().addAllAttributes(ofLink);
    }
    if (!span.getStatus().getMessage().isEmpty()) {
      span.getStatusBuilder().setMessage(said(span.getStatus().getMessage()));
    }
  }

  void log(LogRecord.Builder log) {
    List<KeyValue> kept = kept(log.getAttributesList());
    log.clearAttributes().addAllAttributes(kept);
    if (log.hasBody()) {
      switch (level) {
        case FULL, REDACTED -> log.setBody(redacted("", log.getBody()));
        case METADATA -> log.setBody(plain(log.getBody()) ? log.getBody() : REMOVED);
        case NONE -> log.clearBody();
      }
    }
  }

  private List<KeyValue> kept(List<KeyValue> attributes) {
    List<KeyValue> kept = new ArrayList<>(attributes.size());
    for (KeyValue attribute : attributes) {
      String key = attribute.getKey();
      AnyValue value = attribute.getValue();
      boolean feedback = FeedbackKeys.isFeedback(key);
      boolean whole =
          switch (level) {
            case FULL, REDACTED -> true;
            case METADATA -> feedback || ContentKeys.isMetadata(key);
            case NONE -> feedback || ContentKeys.isCounted(key);
          };
      if (whole) {
        kept.add(attribute.toBuilder().setValue(redacted(key, value)).build());
      } else if (level == CaptureLevel.METADATA) {
        kept.add(plain(value) ? attribute : attribute.toBuilder().setValue(REMOVED).build());
      }
    }
    return kept;
  }

  /** Numbers and truth values say little; anything with letters may say everything. */
  private static boolean plain(AnyValue value) {
    return value.hasIntValue() || value.hasDoubleValue() || value.hasBoolValue();
  }

  private String said(String text) {
    return switch (level) {
      case FULL, REDACTED -> redactor.redact(text);
      case METADATA -> ContentKeys.REMOVED;
      case NONE -> "";
    };
  }

  private AnyValue redacted(String name, AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> text(value, name, value.getStringValue());
      case BYTES_VALUE -> bytes(value, name);
      case INT_VALUE -> text(value, name, Long.toString(value.getIntValue()));
      case ARRAY_VALUE -> {
        AnyValue.Builder list = value.toBuilder();
        list.getArrayValueBuilder().clearValues();
        for (AnyValue item : value.getArrayValue().getValuesList()) {
          list.getArrayValueBuilder().addValues(redacted(name, item));
        }
        yield list.build();
      }
      case KVLIST_VALUE -> {
        AnyValue.Builder map = value.toBuilder();
        map.getKvlistValueBuilder().clearValues();
        for (KeyValue entry : value.getKvlistValue().getValuesList()) {
          map.getKvlistValueBuilder()
              .addValues(
                  entry.toBuilder()
                      .setKey(redactor.redact(entry.getKey()))
                      .setValue(redacted(entry.getKey(), entry.getValue())));
        }
        yield map.build();
      }
      default -> value;
    };
  }

  /** The value itself when its text holds nothing. */
  private AnyValue text(AnyValue value, String name, String text) {
    String redacted = redactor.redact(name, text);
    return redacted.equals(text) ? value : AnyValue.newBuilder().setStringValue(redacted).build();
  }

  private AnyValue bytes(AnyValue value, String name) {
    String text = value.getBytesValue().toStringUtf8();
    String redacted = redactor.redact(name, text);
    return redacted.equals(text)
        ? value
        : AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8(redacted)).build();
  }
}
