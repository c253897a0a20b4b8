package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.plumbline.v1.Interaction;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Whatever stands in the keys that the normaliser reads, it throws nothing and stays a function.
 */
class NormaliserFuzzTest {
  private static final int TRACES = 150;
  private static final List<String> WORDS =
      List.of(
          "chat", "invoke_agent", "execute_tool", "retrieval", "LLM", "EVALUATOR", "embeddings");
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "[]",
          "{}",
          "null",
          "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Context:\\n[1] a\"}]}]",
          "[{\"role\":1,\"parts\":[{\"type\":[],\"content\":{}},7,null]},null,[[]],\"x\"]",
          "{\"messages\":[{\"message\":{\"message\":{}}}],\"tool_calls\":{\"a\":1}}",
          "{\"choices\":[[],{}],\"function_tools\":{\"x\":[1]}}",
          "[{\"document\":{\"id\":{},\"score\":1e999}}]",
          "[{\"a\":",
          "\"",
          "\"open",
          "[" + "[".repeat(5_000) + "]".repeat(5_001),
          "\uD800 half a pair \u0000",
          "9".repeat(400));

  @RepeatedTest(8)
  void throwsOnNothingAndDoesNotDependOnOrder(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Normaliser normaliser =
        new Normaliser(new NormaliserConfig(List.of("app#/x", "#/"), List.of("")));
    for (int i = 0; i < TRACES; i++) {
      List<ResourceSpans> spans = Stream.generate(() -> spans(random)).limit(3).toList();
      List<ResourceLogs> logs = Stream.generate(() -> logs(random)).limit(2).toList();
      TraceContent trace = new TraceContent("t", Trace.ID, spans, logs);
      TraceContent turned = new TraceContent("t", Trace.ID, spans.reversed(), logs.reversed());
      List<Interaction> interactions = normaliser.normalise(trace);
      assertThat(normaliser.normalise(turned))
          .as("seed %d, trace %d", repetition.getCurrentRepetition(), i)
          .isEqualTo(interactions);
      for (Interaction interaction : interactions) {
        assertThat(interaction.getEndUnixNanos())
            .isGreaterThanOrEqualTo(interaction.getStartUnixNanos());
        assertThat(interaction.getUpstreamWeight()).isFinite().isGreaterThanOrEqualTo(1);
        assertThat(interaction.getUsage().getInputTokens()).isNotNegative();
        assertThat(interaction.toByteArray()).isNotEmpty();
      }
    }
  }

  private static ResourceSpans spans(Random random) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      Span.Builder span =
          Span.newBuilder()
              .setSpanId(Trace.id(random.nextInt(8)))
              .setParentSpanId(random.nextInt(5) == 0 ? noise(random) : Trace.id(random.nextInt(8)))
              .setName(random.nextBoolean() ? "chat m" : text(random))
              .setStartTimeUnixNano(random.nextInt(6) == 0 ? random.nextLong() : random.nextInt(9))
              .setEndTimeUnixNano(random.nextInt(6) == 0 ? random.nextLong() : random.nextInt(9))
              .setTraceState(
                  random.nextBoolean() ? "ot=th:" + Long.toHexString(random.nextLong()) : "")
              .setDroppedAttributesCount(random.nextInt(3))
              .addAttributes(
                  Trace.attribute(
                      "gen_ai.operation.name", WORDS.get(random.nextInt(WORDS.size()))));
      attributes(random).forEach(span::addAttributes);
      span.addEvents(
          Span.Event.newBuilder()
              .setName(event(random))
              .setTimeUnixNano(random.nextInt(3))
              .addAllAttributes(attributes(random)));
      scope.addSpans(span);
    }
    return ResourceSpans.newBuilder().addScopeSpans(scope).build();
  }

  private static ResourceLogs logs(Random random) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setSpanId(Trace.id(random.nextInt(8)))
              .setEventName(event(random))
              .setTimeUnixNano(random.nextInt(3))
              .setBody(value(random, 3))
              .addAllAttributes(attributes(random)));
    }
    return ResourceLogs.newBuilder().addScopeLogs(scope).build();
  }

  private static String event(Random random) {
    return List.of(
            "gen_ai.user.message",
            "gen_ai.choice",
            "gen_ai.client.inference.operation.details",
            "db.query.result",
            "exception",
            "")
        .get(random.nextInt(6));
  }

  private static List<KeyValue> attributes(Random random) {
    List<String> keys = keys();
    List<KeyValue> attributes = new ArrayList<>();
    for (int i = random.nextInt(14); i > 0; i--) {
      String key = keys.get(random.nextInt(keys.size()));
      attributes.add(
          KeyValue.newBuilder()
              .setKey(random.nextInt(4) == 0 ? key + suffix(random) : key)
              .setValue(value(random, 3))
              .build());
    }
    return attributes;
  }

  /** Every key of both tables. */
  private static List<String> keys() {
    Stream<String> plain =
        Stream.of(Field.values()).flatMap(f -> f.keys().stream()).map(Key::attribute);
    Stream<String> structured =
        Stream.of(
                Sources.INPUT,
                Sources.OUTPUT,
                Sources.SYSTEM,
                Sources.DOCUMENTS,
                Sources.RETRIEVER_OUTPUT,
                Sources.TOOLS)
            .flatMap(List::stream)
            .map(Source::name)
            .map(name -> name.substring(name.indexOf('/') + 1));
    return Stream.concat(plain, structured).distinct().sorted().toList();
  }

  private static String suffix(Random random) {
    return List.of(".", "..role", ".0", ".0.message.role", ".0..", ".00000", ".x", ".0.0.0.type")
        .get(random.nextInt(8));
  }

  private static AnyValue value(Random random, int depth) {
    AnyValue.Builder value = AnyValue.newBuilder();
    switch (random.nextInt(depth == 0 ? 7 : 9)) {
      case 0 -> value.setIntValue(random.nextLong());
      case 1 -> value.setDoubleValue(Double.longBitsToDouble(random.nextLong()));
      case 2 -> value.setBoolValue(random.nextBoolean());
      case 3 -> value.setBytesValue(noise(random));
      case 4 -> value.clear();
      case 7 -> value.setArrayValue(array(random, depth - 1));
      case 8 -> value.setKvlistValue(object(random, depth - 1));
      default -> value.setStringValue(text(random));
    }
    return value.build();
  }

  private static ArrayValue array(Random random, int depth) {
    ArrayValue.Builder array = ArrayValue.newBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      array.addValues(value(random, depth));
    }
    return array.build();
  }

  private static KeyValueList object(Random random, int depth) {
    List<String> fields =
        List.of(
            "role", "content", "parts", "type", "message", "tool_calls", "id", "function", "text");
    KeyValueList.Builder object = KeyValueList.newBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      object.addValues(
          KeyValue.newBuilder()
              .setKey(fields.get(random.nextInt(fields.size())))
              .setValue(value(random, depth)));
    }
    return object.build();
  }

  private static String text(Random random) {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    return random.nextInt(4) == 0 ? text.substring(0, random.nextInt(text.length() + 1)) : text;
  }

  private static ByteString noise(Random random) {
    byte[] bytes = new byte[random.nextInt(12)];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}
