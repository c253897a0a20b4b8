package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Part;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that there is no recording of, each with one trace as its source code writes it, in
 * {@code vocabularies.json}. There a value {@code {"json": ...}} is sent as JSON text, and {@code
 * {"map": ...}} as a list of key and value.
 */
class ClientVocabulariesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Arguments> clients() throws IOException {
    try (InputStream in = ClientVocabulariesTest.class.getResourceAsStream("/vocabularies.json")) {
      List<Arguments> clients = new ArrayList<>();
      JSON.readTree(in).forEach(c -> clients.add(Arguments.of(c.path("client").asText(), c)));
      return clients.stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void findsWhatTheClientSends(String client, JsonNode trace) {
    List<Interaction> found =
        new Normaliser(new NormaliserConfig(List.of(), List.of()))
            .normalise(new TraceContent("acme", Trace.ID, spans(trace), logs(trace)));
    assertThat(found).hasSize(1);
    Interaction it = found.getFirst();
    JsonNode expected = trace.path("expected");
    Map<String, String> texts =
        Map.ofEntries(
            Map.entry("question", it.getQuestion()),
            Map.entry("answer", it.getAnswer()),
            Map.entry("system", it.getSystemInstructions()),
            Map.entry("served", it.getModel().getServed()),
            Map.entry("requested", it.getModel().getRequested()),
            Map.entry("conversation", it.getConversationId()),
            Map.entry("route", it.getRoute()),
            Map.entry("provider", it.getProvider()),
            Map.entry("error", it.getErrorType()),
            Map.entry("outputState", it.getOutputState().name()),
            Map.entry("framework", it.getFramework()),
            Map.entry("promptName", it.getPrompt().getName()),
            Map.entry("promptVersion", it.getPrompt().getVersion()),
            Map.entry("turn", Integer.toString(it.getTurnIndex())),
            Map.entry("cacheRead", Long.toString(it.getUsage().getCacheReadTokens())),
            Map.entry("cacheWrite", Long.toString(it.getUsage().getCacheWriteTokens())),
            Map.entry("reasoning", Long.toString(it.getUsage().getReasoningTokens())));
    texts.forEach(
        (field, text) -> {
          if (expected.has(field)) {
            assertThat(text).as(field).isEqualTo(expected.path(field).asText());
          }
        });
    Map<String, List<?>> lists =
        Map.of(
            "finish",
            it.getFinishReasonsList().stream().map(f -> f.name().toLowerCase(Locale.ROOT)).toList(),
            "usage",
            List.of(it.getUsage().getInputTokens(), it.getUsage().getOutputTokens()),
            "documents",
            documents(it),
            "toolErrors",
            toolErrors(it),
            "tools",
            it.getToolsList().stream().map(tool -> tool.getName()).toList(),
            "calls",
            calls(it));
    lists.forEach(
        (field, list) -> {
          if (expected.has(field)) {
            assertThat(JSON.<JsonNode>valueToTree(list).toString())
                .as(field)
                .isEqualTo(expected.path(field).toString());
          }
        });
    if (expected.has("user")) {
      assertThat(it.getUserId()).as("user").isNotEmpty();
    }
  }

  private static List<List<?>> documents(Interaction it) {
    return it.getDocumentsList().stream()
        .<List<?>>map(
            d ->
                d.hasScore()
                    ? List.of(d.getId(), d.getText(), d.getScore())
                    : List.of(d.getId(), d.getText()))
        .toList();
  }

  private static List<String> toolErrors(Interaction it) {
    return it.getInputList().stream()
        .flatMap(message -> message.getPartsList().stream())
        .filter(Part::hasToolResult)
        .map(part -> part.getToolResult().getError())
        .toList();
  }

  /** Name, arguments and result of each call, in order. */
  private static List<List<String>> calls(Interaction it) {
    List<Part> parts =
        Stream.concat(it.getInputList().stream(), it.getOutputList().stream())
            .flatMap(message -> message.getPartsList().stream())
            .toList();
    List<List<String>> calls = new ArrayList<>();
    for (Part part : parts) {
      if (part.hasToolCall()) {
        List<String> call = new ArrayList<>();
        call.add(part.getToolCall().getName());
        call.add(part.getToolCall().getArguments());
        call.add(
            parts.stream()
                .filter(Part::hasToolResult)
                .map(Part::getToolResult)
                .filter(result -> result.getId().equals(part.getToolCall().getId()))
                .map(result -> result.getResult())
                .findFirst()
                .orElse(null));
        calls.add(call);
      }
    }
    return calls;
  }

  private static List<ResourceSpans> spans(JsonNode trace) {
    ResourceSpans.Builder resource = ResourceSpans.newBuilder();
    for (JsonNode sent : trace.path("spans")) {
      Span.Builder span =
          Span.newBuilder()
              .setSpanId(Trace.id(sent.path("id").asInt()))
              .setName(sent.path("name").asText())
              .setStartTimeUnixNano(sent.path("millis").path(0).asLong() * 1_000_000)
              .setEndTimeUnixNano(sent.path("millis").path(1).asLong() * 1_000_000)
              .addAllAttributes(attributes(sent.path("attributes")));
      if (sent.path("parent").asInt() > 0) {
        span.setParentSpanId(Trace.id(sent.path("parent").asInt()));
      }
      if (sent.path("failed").asBoolean()) {
        span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
      }
      for (JsonNode event : sent.path("events")) {
        span.addEvents(
            Span.Event.newBuilder()
                .setName(event.path("name").asText())
                .setTimeUnixNano(span.getEventsCount() + 1)
                .addAllAttributes(attributes(event.path("attributes"))));
      }
      resource.addScopeSpans(
          ScopeSpans.newBuilder()
              .setScope(InstrumentationScope.newBuilder().setName(sent.path("scope").asText()))
              .addSpans(span));
    }
    return List.of(resource.build());
  }

  private static List<ResourceLogs> logs(JsonNode trace) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (JsonNode sent : trace.path("logs")) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setSpanId(Trace.id(sent.path("span").asInt()))
              .setEventName(sent.path("event").asText(""))
              .setTimeUnixNano(scope.getLogRecordsCount() + 1)
              .setBody(value(sent.path("body")))
              .addAllAttributes(attributes(sent.path("attributes"))));
    }
    return List.of(ResourceLogs.newBuilder().addScopeLogs(scope).build());
  }

  private static List<KeyValue> attributes(JsonNode sent) {
    return sent.properties().stream()
        .map(e -> KeyValue.newBuilder().setKey(e.getKey()).setValue(value(e.getValue())).build())
        .toList();
  }

  private static AnyValue value(JsonNode sent) {
    AnyValue.Builder value = AnyValue.newBuilder();
    if (sent.has("json")) {
      return value.setStringValue(sent.path("json").toString()).build();
    }
    if (sent.has("map")) {
      return value
          .setKvlistValue(KeyValueList.newBuilder().addAllValues(attributes(sent.path("map"))))
          .build();
    }
    if (sent.isArray()) {
      ArrayValue.Builder array = ArrayValue.newBuilder();
      sent.forEach(item -> array.addValues(value(item)));
      return value.setArrayValue(array).build();
    }
    return switch (sent.getNodeType()) {
      case BOOLEAN -> value.setBoolValue(sent.booleanValue()).build();
      case NUMBER ->
          sent.isIntegralNumber()
              ? value.setIntValue(sent.longValue()).build()
              : value.setDoubleValue(sent.doubleValue()).build();
      case STRING -> value.setStringValue(sent.textValue()).build();
      case MISSING -> value.build();
      default -> throw new IllegalArgumentException("found " + sent);
    };
  }
}
