package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What real clients sent, damaged: values of one key under another, cut, nested, repeated, and
 * bytes changed. The normaliser throws on none of it and takes no long time.
 */
class RecordingFuzzTest {
  private static final int ROUNDS = 400;

  /** For all rounds of a seed together, on a busy machine; one takes milliseconds. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Normaliser NORMALISER = new Normaliser(NormaliserConfig.defaults());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void throwsOnNoDamageAndTakesNoLongTime(long seed) {
    Random random = new Random(seed);
    List<TraceContent> traces =
        Recording.all()
            .flatMap(recording -> RecordedPayloads.traces(recording.files()).stream())
            .toList();
    List<KeyValue> attributes =
        traces.stream()
            .flatMap(trace -> trace.spans().stream())
            .flatMap(resource -> resource.getScopeSpansList().stream())
            .flatMap(scope -> scope.getSpansList().stream())
            .flatMap(span -> span.getAttributesList().stream())
            .toList();
    assertTimeoutPreemptively(
        LONGEST,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            TraceContent damaged =
                damaged(traces.get(random.nextInt(traces.size())), attributes, random);
            assertThatCode(() -> NORMALISER.normalise(damaged))
                .as("seed %d, round %d", seed, round)
                .doesNotThrowAnyException();
          }
        });
  }

  private static TraceContent damaged(
      TraceContent trace, List<KeyValue> attributes, Random random) {
    List<ResourceSpans> spans = new ArrayList<>();
    for (ResourceSpans resource : trace.spans()) {
      ResourceSpans.Builder changed = resource.toBuilder();
      changed
          .getScopeSpansBuilderList()
          .forEach(
              scope ->
                  scope.getSpansBuilderList().forEach(span -> damage(span, attributes, random)));
      spans.add(flipped(changed.build(), random));
    }
    List<ResourceLogs> logs = new ArrayList<>(trace.logs());
    Collections.shuffle(logs, random);
    return new TraceContent(trace.tenant(), trace.traceId(), spans, logs);
  }

  private static void damage(Span.Builder span, List<KeyValue> attributes, Random random) {
    for (int i = random.nextInt(4); i > 0; i--) {
      KeyValue other = attributes.get(random.nextInt(attributes.size()));
      int at = span.getAttributesCount() == 0 ? 0 : random.nextInt(span.getAttributesCount());
      String key =
          span.getAttributesCount() == 0 || random.nextBoolean()
              ? other.getKey()
              : span.getAttributes(at).getKey();
      KeyValue.Builder changed =
          KeyValue.newBuilder().setKey(key).setValue(damage(other.getValue(), random));
      if (span.getAttributesCount() > 0 && random.nextBoolean()) {
        span.setAttributes(at, changed);
      } else {
        span.addAttributes(changed);
      }
    }
    if (random.nextInt(8) == 0) {
      span.setParentSpanId(span.getSpanId());
    }
  }

  private static AnyValue damage(AnyValue value, Random random) {
    String text = value.getStringValue();
    return switch (random.nextInt(6)) {
      case 0 -> text(text.substring(0, text.isEmpty() ? 0 : random.nextInt(text.length())));
      case 1 -> text("[".repeat(random.nextInt(3_000)) + text);
      case 2 -> text("[" + Stream.generate(() -> text).limit(20).toList() + "]");
      case 3 -> AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8(text)).build();
      case 4 -> AnyValue.newBuilder().setIntValue(random.nextLong()).build();
      default -> value;
    };
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  /** One byte changed, where the rest is still a message. */
  private static ResourceSpans flipped(ResourceSpans resource, Random random) {
    byte[] bytes = resource.toByteArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    try {
      return ResourceSpans.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      return resource;
    }
  }
}
