package dev.plumbline.standalone.traffic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.opentelemetry.proto.common.v1.AnyValue;
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
import java.util.random.RandomGeneratorFactory;

/** Makes traces of the assistant, one after the other, all from one seed. */
public final class TraceFactory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String[]> MODELS =
      List.of(
          new String[] {"gpt-4o-mini", "gpt-4o-mini-2024-07-18"},
          new String[] {"gpt-4o", "gpt-4o-2024-08-06"});
  private static final double THUMBS = 0.08;

  private final RandomGenerator random;
  private final Behaviour behaviour;
  private final List<Fact> facts = Fact.all();

  /** A factory; two with the same seed make the same traces. */
  public TraceFactory(long seed, Behaviour behaviour) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.behaviour = behaviour;
  }

  /** The next trace of users' traffic. */
  public GeneratedTrace next(String version, long endMillis) {
    return make(version, endMillis, facts.get(random.nextInt(facts.size())), false);
  }

  /** The next row of the offline suite: well-worn questions, few of them about refunds. */
  public GeneratedTrace nextOffline(String version, long endMillis) {
    Fact fact = facts.get(random.nextInt(facts.size()));
    while (fact.route().equals("refunds") && random.nextDouble() > 0.15) {
      fact = facts.get(random.nextInt(facts.size()));
    }
    return make(version, endMillis, fact, true);
  }

  private GeneratedTrace make(String version, long end, Fact fact, boolean easy) {
    boolean json = fact.route().equals("setup");
    AnswerKind kind = behaviour.draw(random, version, fact.route(), easy);
    String answer = Phrasing.answer(random, fact, kind, version, json);
    String[] model = MODELS.get(random.nextInt(MODELS.size()));
    boolean logs = random.nextInt(4) == 0;
    String service = logs ? "assistant-app" : "assistant-web";
    String trace = id(16);
    String server = id(8);
    String agent = id(8);
    String chat = id(8);
    long start = end - 800 - random.nextInt(1500);
    List<Fact> documents = documents(fact);

    ScopeSpans.Builder scope = ScopeSpans.newBuilder().setScope(Otlp.scope());
    scope.addSpans(
        Otlp.span(trace, server, "", "POST /v1/ask/" + fact.route(), start, end)
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .addAttributes(Otlp.text("http.route", fact.route())));
    scope.addSpans(
        Otlp.span(trace, agent, server, "invoke_agent larkwing-support", start + 2, end)
            .addAttributes(Otlp.text("gen_ai.operation.name", "invoke_agent"))
            .addAttributes(Otlp.text("gen_ai.agent.name", "larkwing-support")));
    scope.addSpans(
        Otlp.span(trace, id(8), agent, "retrieval larkwing-docs", start + 5, start + 60)
            .addAttributes(Otlp.text("gen_ai.operation.name", "retrieval"))
            .addAttributes(Otlp.text("gen_ai.retrieval.query.text", fact.question()))
            .addAttributes(Otlp.text("gen_ai.retrieval.documents", documentsJson(documents))));
    if (random.nextInt(8) == 0) {
      scope.addSpans(
          Otlp.span(trace, id(8), agent, "execute_tool account_lookup", start + 61, start + 90)
              .addAttributes(Otlp.text("gen_ai.operation.name", "execute_tool"))
              .addAttributes(Otlp.text("gen_ai.tool.name", "account_lookup"))
              .addAttributes(
                  Otlp.text(
                      "gen_ai.tool.call.arguments",
                      "{\"customer\":\"c-" + random.nextInt(9999) + "\"}"))
              .addAttributes(Otlp.text("gen_ai.tool.call.result", "{\"plan\":\"Team\"}")));
    }
    Span.Builder call = chat(trace, chat, agent, start + 95, end, model, version, kind, json);
    Optional<ResourceLogs> content = Optional.empty();
    String input = messages("user", fact.question(), system(version));
    String output = kind == AnswerKind.ERROR ? "" : messages("assistant", answer, "");
    if (logs) {
      content = Optional.of(contentLogs(service, trace, chat, end, input, output));
    } else {
      call.addAttributes(Otlp.text("gen_ai.input.messages", input));
      if (!output.isEmpty()) {
        call.addAttributes(Otlp.text("gen_ai.output.messages", output));
      }
    }
    scope.addSpans(call);
    Truth truth =
        new Truth(
            trace,
            agent,
            chat,
            fact.route(),
            kind == AnswerKind.ERROR ? model[0] : model[1],
            version,
            service,
            fact.question(),
            answer,
            kind,
            end,
            scope.getSpansCount(),
            logs ? 1 : 0);
    return new GeneratedTrace(
        ResourceSpans.newBuilder().setResource(Otlp.resource(service)).addScopeSpans(scope).build(),
        content,
        thumb(service, trace, chat, end, kind),
        truth);
  }

  private Span.Builder chat(
      String trace,
      String id,
      String parent,
      long start,
      long end,
      String[] model,
      String version,
      AnswerKind kind,
      boolean json) {
    Span.Builder call =
        Otlp.span(trace, id, parent, "chat " + model[0], start, end)
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .addAttributes(Otlp.text("gen_ai.operation.name", "chat"))
            .addAttributes(Otlp.text("gen_ai.provider.name", "openai"))
            .addAttributes(Otlp.text("gen_ai.request.model", model[0]))
            .addAttributes(Otlp.text("gen_ai.prompt.name", "larkwing-support"))
            .addAttributes(Otlp.text("gen_ai.prompt.version", version))
            .addAttributes(Otlp.text("gen_ai.output.type", json ? "json" : "text"));
    if (kind == AnswerKind.ERROR) {
      return call.addAttributes(Otlp.text("error.type", "RateLimitError"))
          .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    }
    return call.addAttributes(Otlp.text("gen_ai.response.model", model[1]))
        .addAttributes(Otlp.text("gen_ai.response.id", "chatcmpl-" + id))
        .addAttributes(
            Otlp.texts(
                "gen_ai.response.finish_reasons",
                kind == AnswerKind.BROKEN_JSON ? "length" : "stop"))
        .addAttributes(Otlp.number("gen_ai.usage.input_tokens", 300 + random.nextInt(120)))
        .addAttributes(Otlp.number("gen_ai.usage.output_tokens", 20 + random.nextInt(40)));
  }

  private ResourceLogs contentLogs(
      String service, String trace, String span, long end, String input, String output) {
    LogRecord.Builder log =
        LogRecord.newBuilder()
            .setEventName("gen_ai.client.inference.operation.details")
            .setTimeUnixNano(end * 1_000_000)
            .setTraceId(Otlp.bytes(trace))
            .setSpanId(Otlp.bytes(span))
            .addAttributes(Otlp.text("gen_ai.input.messages", input));
    if (!output.isEmpty()) {
      log.addAttributes(Otlp.text("gen_ai.output.messages", output));
    }
    return logs(service, log);
  }

  private Optional<ResourceLogs> thumb(
      String service, String trace, String span, long end, AnswerKind kind) {
    if (random.nextDouble() >= THUMBS) {
      return Optional.empty();
    }
    boolean liked = random.nextDouble() < (kind == AnswerKind.GOOD ? 0.9 : 0.35);
    return Optional.of(
        logs(
            service,
            LogRecord.newBuilder()
                .setEventName("gen_ai.evaluation.result")
                .setTimeUnixNano((end + 4_000 + random.nextInt(60_000)) * 1_000_000L)
                .setTraceId(Otlp.bytes(trace))
                .setSpanId(Otlp.bytes(span))
                .addAttributes(Otlp.text("gen_ai.evaluation.name", "user_feedback"))
                .addAttributes(
                    io.opentelemetry.proto.common.v1.KeyValue.newBuilder()
                        .setKey("gen_ai.evaluation.score.value")
                        .setValue(AnyValue.newBuilder().setDoubleValue(liked ? 1 : 0)))
                .addAttributes(
                    Otlp.text("gen_ai.evaluation.score.label", liked ? "positive" : "negative"))
                .addAttributes(Otlp.text("log.record.uid", "thumb-" + trace))));
  }

  private static ResourceLogs logs(String service, LogRecord.Builder log) {
    return ResourceLogs.newBuilder()
        .setResource(Otlp.resource(service))
        .addScopeLogs(ScopeLogs.newBuilder().setScope(Otlp.scope()).addLogRecords(log))
        .build();
  }

  private List<Fact> documents(Fact fact) {
    List<Fact> documents = new ArrayList<>(List.of(fact));
    List<Fact> same =
        facts.stream().filter(f -> f.route().equals(fact.route()) && !f.equals(fact)).toList();
    documents.add(same.get(random.nextInt(same.size())));
    return documents;
  }

  private static String documentsJson(List<Fact> documents) {
    ArrayNode array = JSON.createArrayNode();
    for (Fact document : documents) {
      array
          .addObject()
          .put("id", document.id())
          .put("score", 0.8)
          .put("title", document.title())
          .put("content", document.text());
    }
    return array.toString();
  }

  private static String messages(String role, String text, String system) {
    ArrayNode array = JSON.createArrayNode();
    if (!system.isEmpty()) {
      array
          .addObject()
          .put("role", "system")
          .putArray("parts")
          .addObject()
          .put("type", "text")
          .put("content", system);
    }
    array
        .addObject()
        .put("role", role)
        .putArray("parts")
        .addObject()
        .put("type", "text")
        .put("content", text);
    return array.toString();
  }

  private static String system(String version) {
    return version.equals("v7")
        ? "You are Larkwing's support assistant. Be warm and generous. Answer from the documents and cite them."
        : "You are Larkwing's support assistant. Answer from the documents only and cite them.";
  }

  private String id(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    id[0] |= 1;
    return HexFormat.of().formatHex(id);
  }
}
