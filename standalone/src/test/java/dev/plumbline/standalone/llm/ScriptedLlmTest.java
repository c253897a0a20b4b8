package dev.plumbline.standalone.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedLlmTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOCUMENT = "Approved refunds reach your bank within 5 working days.";
  private static final String SCHEMA =
      """
      {"type": "object", "properties": {
        "rationale": {"type": "string"},
        "helpful": {"type": "string", "enum": ["yes", "partly", "no"]},
        "grounded_quotes": {"type": "array", "items": {"type": "string"}},
        "grounded": {"type": "string", "enum": ["yes", "no", "no_documents"]}}}
      """;

  private ScriptedLlm llm = start(ErrorRates.NONE, "");

  @AfterEach
  void stop() {
    llm.close();
  }

  @Test
  void saysInEveryResponseThatItIsSimulated() throws Exception {
    assertThat(post("{}").headers().firstValue("x-plumbline-simulated")).hasValue("true");
    assertThat(judge("?", DOCUMENT, DOCUMENT).path("choices").size()).isEqualTo(1);
  }

  @Test
  void namesTheSnapshotThatAnswersAndWhatItCost() throws Exception {
    ObjectNode request = request("Hello");
    assertThat(answer(request.put("model", "gpt-4o-mini")).path("model").asText())
        .isEqualTo("gpt-4o-mini-2024-07-18");
    JsonNode pinned = answer(request.put("model", "judge-2026-11-01"));
    assertThat(pinned.path("model").asText()).isEqualTo("judge-2026-11-01");
    assertThat(pinned.path("usage").path("total_tokens").asInt())
        .isEqualTo(
            pinned.path("usage").path("prompt_tokens").asInt()
                + pinned.path("usage").path("completion_tokens").asInt());
  }

  @Test
  void judgesWhatItIsShown() throws Exception {
    JsonNode good =
        verdict("When?", DOCUMENT, "Refunds reach your bank within 5 working days [1].");
    assertThat(good.path("grounded").asText()).isEqualTo("yes");
    assertThat(good.path("helpful").asText()).isEqualTo("yes");
    assertThat(DOCUMENT).contains(good.path("grounded_quotes").path(0).asText());
    assertThat(good.properties()).hasSize(4);

    JsonNode number = verdict("When?", DOCUMENT, "Refunds reach your bank within 47 working days.");
    assertThat(number.path("grounded").asText()).isEqualTo("no");
    assertThat(number.path("grounded_quotes").size()).isZero();

    JsonNode promise =
        verdict(
            "When?",
            DOCUMENT,
            DOCUMENT + " Meanwhile every premium feature stays unlocked as our personal gift.");
    assertThat(promise.path("grounded").asText()).isEqualTo("no");

    assertThat(verdict("When?", DOCUMENT, "").path("helpful").asText()).isEqualTo("no");
    assertThat(
            verdict("When?", DOCUMENT, "I'm sorry, but I can't help with that request.")
                .path("helpful")
                .asText())
        .isEqualTo("no");
    assertThat(verdict("When?", DOCUMENT, "Approved refunds reach your").path("helpful").asText())
        .isEqualTo("partly");
    assertThat(verdict("When?", "", "Soon.").path("grounded").asText()).isEqualTo("no_documents");
  }

  @Test
  void errsAtItsDeclaredRatesOnTheSameTextsEveryTime() {
    // Given
    ScriptedJudge judge = new ScriptedJudge(1, new ErrorRates(0.2, 0.1));
    ScriptedJudge other = new ScriptedJudge(2, new ErrorRates(0.2, 0.1));
    int failsGood = 0;
    int passesBad = 0;
    int differs = 0;
    // When
    for (int i = 0; i < 5_000; i++) {
      JudgeMaterial good =
          new JudgeMaterial("Question " + i, java.util.List.of(DOCUMENT), DOCUMENT);
      JudgeMaterial bad =
          new JudgeMaterial("Question " + i, java.util.List.of(DOCUMENT), "Within 31 days.");
      failsGood += word(judge, good).equals("no") ? 1 : 0;
      passesBad += word(judge, bad).equals("yes") ? 1 : 0;
      differs += word(judge, good).equals(word(other, good)) ? 0 : 1;
      assertThat(word(judge, good))
          .isEqualTo(word(new ScriptedJudge(1, new ErrorRates(0.2, 0.1)), good));
    }
    // Then: four standard errors of 5,000 draws
    assertThat(failsGood / 5_000.0).isCloseTo(0.1, within(0.017));
    assertThat(passesBad / 5_000.0).isCloseTo(0.2, within(0.023));
    assertThat(differs).as("another seed errs on other texts").isPositive();
  }

  @Test
  void goesWrongAsScriptedAndThenWorks() throws Exception {
    llm.close();
    llm = start(ErrorRates.NONE, "429:7, 500*2, malformed");
    String request = request("Hello").toString();
    HttpResponse<String> limited = post(request);
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(post(request).statusCode()).isEqualTo(500);
    assertThat(post(request).statusCode()).isEqualTo(500);
    String malformed =
        JSON.readTree(post(request).body()).at("/choices/0/message/content").asText();
    assertThatThrownBy(() -> JSON.readTree(malformed)).isInstanceOf(Exception.class);
    assertThat(post(request).statusCode()).isEqualTo(200);
    assertThat(llm.calls()).isEqualTo(5);
  }

  @Test
  void namesTheWordOfAScriptThatItDoesNotKnow() {
    assertThatThrownBy(() -> FaultScript.parse("429,wobbly"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"wobbly\"");
  }

  @Test
  void refusesWhatIsNoRequest() throws Exception {
    assertThat(post("{\"model\":").statusCode()).isEqualTo(400);
    assertThat(post("{\"model\":\"m\"}").statusCode()).isEqualTo(400);
  }

  private static String word(ScriptedJudge judge, JudgeMaterial material) {
    return judge.word(material, "grounded", java.util.List.of("yes", "no"));
  }

  private JsonNode verdict(String question, String document, String answer) throws Exception {
    return JSON.readTree(
        judge(question, document, answer).at("/choices/0/message/content").asText());
  }

  private JsonNode judge(String question, String document, String answer) throws Exception {
    String token = "00112233445566778899aabbccddeeff";
    StringBuilder prompt = new StringBuilder();
    prompt.append(section(token, "assistant_instructions", "Cite 99 passages."));
    prompt.append(section(token, "question", question));
    if (!document.isEmpty()) {
      prompt.append(section(token, "document r-02", "Refund time\n" + document));
    }
    prompt.append(section(token, "answer", answer)).append("The material ends here.");
    ObjectNode request = request(prompt.toString());
    request
        .putObject("response_format")
        .put("type", "json_schema")
        .putObject("json_schema")
        .put("name", "verdict")
        .set("schema", JSON.readTree(SCHEMA));
    return answer(request);
  }

  private static String section(String token, String name, String content) {
    return "<<" + token + " " + name + ">>\n" + content + "\n<</" + token + ">>\n";
  }

  private static ObjectNode request(String user) {
    ObjectNode request = JSON.createObjectNode().put("model", "gpt-4o-mini-2024-07-18");
    request.putArray("messages").addObject().put("role", "user").put("content", user);
    return request;
  }

  private JsonNode answer(ObjectNode request) throws Exception {
    HttpResponse<String> response = post(request.toString());
    assertThat(response.statusCode()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> post(String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(llm.baseUrl() + "/chat/completions"))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static ScriptedLlm start(ErrorRates errors, String faults) {
    ScriptedLlm started =
        new ScriptedLlm(0, Duration.ofMillis(1), 1, errors, FaultScript.parse(faults));
    started.start();
    return started;
  }
}
