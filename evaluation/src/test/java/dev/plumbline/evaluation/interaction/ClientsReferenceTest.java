package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/clients.md} says what is found in the recordings of every client. */
class ClientsReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "clients.md");

  /** Set this system property to write the page instead of comparing it. */
  private static final String WRITE = "plumbline.write";

  /** What a column is called where a client's field has another name in the output of inspect. */
  private static final Map<Carried, String> COLUMNS =
      Map.ofEntries(
          Map.entry(Carried.REQUESTED_MODEL, "model.requested"),
          Map.entry(Carried.SERVED_MODEL, "model.served"),
          Map.entry(Carried.PROMPT_NAME, "prompt.name"),
          Map.entry(Carried.PROMPT_VERSION, "prompt.version"),
          Map.entry(Carried.DOCUMENTS, "documents.text"),
          Map.entry(Carried.DOCUMENT_IDS, "documents.id"),
          Map.entry(Carried.DOCUMENT_SCORES, "documents.score"),
          Map.entry(Carried.TOOL_DEFINITIONS, "toolDefinitions.name"),
          Map.entry(Carried.TOOL_SCHEMA, "toolDefinitions.parameters"),
          Map.entry(Carried.TOOL_CALL_IDS, "toolCalls.id"),
          Map.entry(Carried.TOOL_RESULTS, "toolCalls.result"));

  @Test
  void namesFieldsAsInspectDoes() {
    assertThat(Explanation.fields())
        .containsAll(Arrays.stream(Carried.values()).map(ClientsReferenceTest::column).toList());
  }

  @Test
  void isWhatTheRecordingsShow() throws IOException {
    String page = page();
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("differs from the recordings, evaluation/README.md says how to write it")
        .content()
        .isEqualTo(page);
  }

  private static String page() {
    Map<String, List<Recording>> byClient = new LinkedHashMap<>();
    Recording.asked()
        .sorted((a, b) -> a.client().compareTo(b.client()))
        .forEach(r -> byClient.computeIfAbsent(r.client(), c -> new ArrayList<>()).add(r));
    StringBuilder page = new StringBuilder(HEAD);
    List<Carried> fields = List.of(Carried.values());
    page.append("| client |");
    fields.forEach(field -> page.append(' ').append(column(field)).append(" |"));
    page.append("\n|---|").append("---|".repeat(fields.size())).append('\n');
    byClient.forEach(
        (client, recordings) -> {
          page.append("| `").append(client).append("` |");
          fields.forEach(field -> page.append(' ').append(cell(field, recordings)).append(" |"));
          page.append('\n');
        });
    return page.toString();
  }

  private static String column(Carried field) {
    return COLUMNS.getOrDefault(field, field.key());
  }

  private static String cell(Carried field, List<Recording> recordings) {
    List<Recording> carry = recordings.stream().filter(r -> r.carries(field)).toList();
    long found = carry.stream().filter(r -> field.isRight(r, r.interactions())).count();
    return carry.isEmpty()
        ? "-"
        : found == carry.size() ? "found" : "found in " + found + " of " + carry.size();
  }

  private static final String HEAD =
      """
      # Clients

      What becomes of the traffic of client libraries that send OpenTelemetry, each recorded as it came and unchanged. Generated from the recordings, and held by a test.

      **found**: in every recording where the value is anywhere on the wire, the interaction has it. **-**: this client never sends it, in any recording, so no evaluator can have it. The mapping goes by attribute keys and not by client, so a client that is not listed is read as well when it speaks one of these vocabularies: OpenTelemetry GenAI (current and older), OpenInference, OpenLLMetry, Langfuse, AI SDK, Mastra, Spring AI, MLflow, LangSmith, Pydantic AI and Logfire, LangWatch, LiteLLM, Google ADK, Strands, Genkit, LiveKit, Haystack, Semantic Kernel, Azure AI, Quarkus LangChain4j, Laminar, Braintrust, AgentOps, VoltAgent, Langtrace, TruLens, prompt flow, OpenRouter, OpenLLMetry for Go, Eino, Koog, Sentry, Confident AI, Claude Code, Agenta, HoneyHive, FutureAGI, NeMo Guardrails, gateways that go on with the trace of their client, and requests and responses that a client wrote as they went to OpenAI, Anthropic, Gemini or Bedrock. A call in other words is still read when its keys end in ones such as `messages` or `response` and hold messages. `plumbline inspect FILE... --why FIELD` shows where a field was looked for in payloads of your own; the columns have the names that it prints and takes.

      """;
}
