package dev.plumbline.standalone.traffic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An exchange as an instrumented application records it: the request, the agent below it, its
 * retrieval, the call to the model, and a tool with a second call where there was one. Content
 * stands on the span or in the event of its call, by service.
 */
final class ExchangeTrace {
  private static final String DETAILS = "gen_ai.client.inference.operation.details";
  private static final int AGENT_STARTS = 2;
  private static final String AGENT = "larkwing-support";

  private final Exchange exchange;
  private final RandomGenerator random;
  private final String trace;
  private final String server;
  private final String agent;
  private final String answering;
  private final List<Span> spans = new ArrayList<>();
  private final List<LogRecord> logs = new ArrayList<>();

  /** Records an exchange; ids are drawn from {@code random}. */
  ExchangeTrace(Exchange exchange, RandomGenerator random) {
    this.exchange = exchange;
    this.random = random;
    this.trace = id(16);
    this.server = id(8);
    this.agent = id(8);
    this.answering = id(8);
    request();
    retrieval();
    calls();
  }

  ResourceSpans spans() {
    return ResourceSpans.newBuilder()
        .setResource(Otlp.resource(exchange.service()))
        .addScopeSpans(
            ScopeSpans.newBuilder()
                .setScope(Otlp.scope())
                .setSchemaUrl(Otlp.SCHEMA_URL)
                .addAllSpans(spans))
        .build();
  }

  Optional<ResourceLogs> logs() {
    return logs.isEmpty() ? Optional.empty() : Optional.of(resourceLogs(logs));
  }

  /** The event that a user's click makes. */
  ResourceLogs thumb(boolean liked, long atMillis) {
    return resourceLogs(
        List.of(
            LogRecord.newBuilder()
                .setEventName("gen_ai.evaluation.result")
                .setTimeUnixNano(atMillis * 1_000_000)
                .setTraceId(Otlp.bytes(trace))
                .setSpanId(Otlp.bytes(answering))
                .addAttributes(Otlp.text("gen_ai.evaluation.name", "user_feedback"))
                .addAttributes(Otlp.decimal("gen_ai.evaluation.score.value", liked ? 1 : 0))
                .addAttributes(
                    Otlp.text("gen_ai.evaluation.score.label", liked ? "positive" : "negative"))
                .addAttributes(Otlp.text("plumbline.evaluator.kind", "HUMAN_END_USER"))
                .addAttributes(Otlp.text("log.record.uid", "thumb-" + trace))
                .build()));
  }

  Truth truth(boolean thumb) {
    return new Truth(
        trace,
        agent,
        answering,
        exchange.service(),
        exchange.route(),
        exchange.kind() == AnswerKind.ERROR ? exchange.requestedModel() : exchange.servedModel(),
        exchange.version(),
        exchange.conversation(),
        exchange.question(),
        exchange.answer(),
        exchange.kind(),
        exchange.json(),
        exchange.startMillis() + AGENT_STARTS,
        exchange.endMillis(),
        spans.size(),
        logs.size(),
        thumb);
  }

  private void request() {
    long start = exchange.startMillis();
    spans.add(
        Otlp.span(
                trace, server, "", "POST /v1/ask/" + exchange.route(), start, exchange.endMillis())
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .addAttributes(Otlp.text("http.request.method", "POST"))
            .addAttributes(Otlp.text("http.route", exchange.route()))
            .build());
    spans.add(
        Otlp.span(
                trace,
                agent,
                server,
                "invoke_agent " + AGENT,
                start + AGENT_STARTS,
                exchange.endMillis())
            .addAttributes(Otlp.text("gen_ai.operation.name", "invoke_agent"))
            .addAttributes(Otlp.text("gen_ai.agent.name", AGENT))
            .addAttributes(Otlp.text("gen_ai.conversation.id", exchange.conversation()))
            .build());
  }

  private void retrieval() {
    long start = exchange.startMillis() + 5;
    String retrieval = id(8);
    spans.add(
        Otlp.span(trace, id(8), retrieval, "embeddings text-embedding-3-small", start, start + 30)
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .addAttributes(Otlp.text("gen_ai.operation.name", "embeddings"))
            .addAttributes(Otlp.text("gen_ai.provider.name", "openai"))
            .addAttributes(Otlp.text("gen_ai.request.model", "text-embedding-3-small"))
            .build());
    spans.add(
        Otlp.span(trace, retrieval, agent, "retrieval larkwing-docs", start, start + 60)
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .addAttributes(Otlp.text("gen_ai.operation.name", "retrieval"))
            .addAttributes(Otlp.text("gen_ai.data_source.id", "larkwing-docs"))
            .addAttributes(Otlp.number("gen_ai.retrieval.top_k", exchange.documents().size()))
            .addAttributes(Otlp.text("gen_ai.retrieval.query.text", exchange.question()))
            .addAttributes(
                Otlp.text(
                    "gen_ai.retrieval.documents",
                    Messages.documents(exchange.documents()).toString()))
            .build());
  }

  private void calls() {
    long start = exchange.startMillis() + 70;
    ArrayNode input = Messages.input(exchange);
    if (exchange.tool()) {
      call(id(8), start, start + 200, "tool_calls", input, Messages.toolRequest());
      spans.add(
          Otlp.span(
                  trace,
                  id(8),
                  agent,
                  "execute_tool " + Messages.toolName(),
                  start + 205,
                  start + 240)
              .addAttributes(Otlp.text("gen_ai.operation.name", "execute_tool"))
              .addAttributes(Otlp.text("gen_ai.tool.name", Messages.toolName()))
              .addAttributes(Otlp.text("gen_ai.tool.type", "function"))
              .addAttributes(Otlp.text("gen_ai.tool.call.id", Messages.toolCallId()))
              .addAttributes(Otlp.text("gen_ai.tool.call.arguments", Messages.toolArguments()))
              .addAttributes(Otlp.text("gen_ai.tool.call.result", Messages.toolResult()))
              .build());
      start += 245;
      input = Messages.inputWithToolResult(exchange);
    }
    call(
        answering,
        start,
        exchange.endMillis() - 3,
        Messages.finish(exchange),
        input,
        Messages.output(exchange));
  }

  private void call(
      String span, long start, long end, String finish, ArrayNode input, ArrayNode output) {
    boolean failed = exchange.kind() == AnswerKind.ERROR;
    Span.Builder call =
        Otlp.span(trace, span, agent, "chat " + exchange.requestedModel(), start, end)
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .addAttributes(Otlp.text("gen_ai.operation.name", "chat"))
            .addAttributes(Otlp.text("gen_ai.request.model", exchange.requestedModel()))
            .addAttributes(Otlp.text("gen_ai.provider.name", "openai"))
            .addAttributes(Otlp.decimal("gen_ai.request.temperature", 0.2))
            .addAttributes(Otlp.text("gen_ai.prompt.name", AGENT))
            .addAttributes(Otlp.text("gen_ai.prompt.version", exchange.version()))
            .addAttributes(Otlp.text("gen_ai.output.type", exchange.json() ? "json" : "text"));
    if (failed) {
      call.addAttributes(Otlp.text("error.type", "RateLimitError"))
          .setStatus(
              Status.newBuilder()
                  .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                  .setMessage("Error code: 429"));
    } else {
      call.addAttributes(Otlp.text("gen_ai.response.model", exchange.servedModel()))
          .addAttributes(
              Otlp.text("gen_ai.response.id", "chatcmpl-" + trace.substring(0, 8) + span))
          .addAttributes(Otlp.texts("gen_ai.response.finish_reasons", finish))
          .addAttributes(Otlp.number("gen_ai.usage.input_tokens", input.toString().length() / 4))
          .addAttributes(Otlp.number("gen_ai.usage.output_tokens", exchange.answer().length() / 4));
    }
    if (exchange.contentAsLogs()) {
      logs.add(event(span, end, input, output, failed));
    } else {
      call.addAttributes(Otlp.text("gen_ai.input.messages", input.toString()));
      if (!failed) {
        call.addAttributes(Otlp.text("gen_ai.output.messages", output.toString()));
      }
    }
    spans.add(call.build());
  }

  private LogRecord event(
      String span, long end, ArrayNode input, ArrayNode output, boolean failed) {
    LogRecord.Builder event =
        LogRecord.newBuilder()
            .setEventName(DETAILS)
            .setTimeUnixNano(end * 1_000_000)
            .setObservedTimeUnixNano(end * 1_000_000)
            .setTraceId(Otlp.bytes(trace))
            .setSpanId(Otlp.bytes(span))
            .addAttributes(Otlp.text("gen_ai.operation.name", "chat"))
            .addAttributes(Otlp.text("gen_ai.request.model", exchange.requestedModel()))
            .addAttributes(Otlp.tree("gen_ai.input.messages", input));
    return failed
        ? event.build()
        : event.addAttributes(Otlp.tree("gen_ai.output.messages", output)).build();
  }

  private ResourceLogs resourceLogs(List<LogRecord> records) {
    return ResourceLogs.newBuilder()
        .setResource(Otlp.resource(exchange.service()))
        .addScopeLogs(
            ScopeLogs.newBuilder()
                .setScope(Otlp.scope())
                .setSchemaUrl(Otlp.SCHEMA_URL)
                .addAllLogRecords(records))
        .build();
  }

  private String id(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    id[0] |= 1;
    return HexFormat.of().formatHex(id);
  }
}
