package dev.plumbline.bench.load;

import static dev.plumbline.bench.load.SpanBuilders.number;
import static dev.plumbline.bench.load.SpanBuilders.text;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The spans of one answered question, 4.9 KB on average: the request, its agent, an embedding, a
 * retrieval of five documents (10 KB) and the call to the model (13 KB), which has the documents
 * again. Documents come from a corpus of 3,000, few of them often.
 */
final class RagSpans {
  static final int SPANS_PER_TRACE = 5;

  private static final int DOCUMENTS = 3_000;
  private static final int DOCUMENT_CHARACTERS = 2_000;
  private static final int DOCUMENTS_PER_ANSWER = 5;
  private static final int PROMPT_VERSIONS = 4;
  private static final int SYSTEM_PROMPT_CHARACTERS = 900;
  private static final int QUESTION_CHARACTERS = 100;
  private static final int ANSWER_CHARACTERS = 1_200;

  private final Random random;
  private final SpanBuilders spans;
  private final Prose prose;
  private final Zipf popularity = new Zipf(DOCUMENTS);
  private final List<String> documents = new ArrayList<>();
  private final List<String> systemPrompts = new ArrayList<>();

  RagSpans(Random random, SpanBuilders spans, Prose prose) {
    this.random = random;
    this.spans = spans;
    this.prose = prose;
    for (int i = 0; i < DOCUMENTS; i++) {
      documents.add(prose.text(DOCUMENT_CHARACTERS));
    }
    for (int i = 0; i < PROMPT_VERSIONS; i++) {
      systemPrompts.add(prose.text(SYSTEM_PROMPT_CHARACTERS));
    }
  }

  List<Span> trace(ByteString trace) {
    String question = prose.text(QUESTION_CHARACTERS);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS_PER_ANSWER; i++) {
      found.add(documents.get(popularity.next(random)));
    }
    return List.of(
        spans
            .span(trace, "POST /v1/ask", Span.SpanKind.SPAN_KIND_SERVER)
            .addAttributes(text("http.request.method", "POST"))
            .addAttributes(text("http.route", "/v1/ask"))
            .build(),
        spans
            .span(trace, "invoke_agent support", Span.SpanKind.SPAN_KIND_INTERNAL)
            .addAttributes(text("gen_ai.operation.name", "invoke_agent"))
            .addAttributes(text("gen_ai.agent.name", "support"))
            .addAttributes(text("gen_ai.conversation.id", Long.toHexString(random.nextLong())))
            .build(),
        spans
            .span(trace, "embeddings small", Span.SpanKind.SPAN_KIND_CLIENT)
            .addAttributes(text("gen_ai.operation.name", "embeddings"))
            .addAttributes(text("gen_ai.request.model", "text-embedding-3-small"))
            .addAttributes(number("gen_ai.usage.input_tokens", question.length() / 4))
            .build(),
        retrieval(trace, question, found),
        chat(trace, question, found));
  }

  Span retrieval(ByteString trace, String question, List<String> found) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < found.size(); i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"id\":\"doc-%d\",\"score\":%.3f,\"content\":\"".formatted(i, 0.9 - i * 0.1))
          .append(found.get(i))
          .append("\"}");
    }
    return spans
        .span(trace, "retrieval docs", Span.SpanKind.SPAN_KIND_CLIENT)
        .addAttributes(text("gen_ai.operation.name", "retrieval"))
        .addAttributes(text("gen_ai.data_source.id", "docs"))
        .addAttributes(text("gen_ai.retrieval.query.text", question))
        .addAttributes(text("gen_ai.retrieval.documents", json.append(']').toString()))
        .build();
  }

  Span chat(ByteString trace, String question, List<String> found) {
    int version = random.nextInt(PROMPT_VERSIONS);
    String input =
        "["
            + message("system", systemPrompts.get(version))
            + ","
            + message("user", String.join("\\n\\n", found) + "\\n\\n" + question)
            + "]";
    String output = "[" + message("assistant", prose.text(ANSWER_CHARACTERS)) + "]";
    return spans
        .span(trace, "chat gpt-5-mini", Span.SpanKind.SPAN_KIND_CLIENT)
        .addAttributes(text("gen_ai.operation.name", "chat"))
        .addAttributes(text("gen_ai.provider.name", "openai"))
        .addAttributes(text("gen_ai.request.model", "gpt-5-mini"))
        .addAttributes(text("gen_ai.response.model", "gpt-5-mini-2026-08-07"))
        .addAttributes(text("gen_ai.prompt.version", "v" + version))
        .addAttributes(number("gen_ai.usage.input_tokens", input.length() / 4))
        .addAttributes(number("gen_ai.usage.output_tokens", output.length() / 4))
        .addAttributes(text("gen_ai.input.messages", input))
        .addAttributes(text("gen_ai.output.messages", output))
        .build();
  }

  private static String message(String role, String content) {
    return "{\"role\":\"%s\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}]}"
        .formatted(role, content);
  }
}
