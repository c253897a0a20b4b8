package dev.plumbline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.console.http.Api;
import dev.plumbline.console.http.WebServer;
import dev.plumbline.console.requests.RequestService;
import dev.plumbline.runtime.admin.ListenConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and the API over real HTTP, on a board filled by hand. */
class ConsoleHttpTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private WebServer server;

  @BeforeEach
  void start() {
    Canned canned = Canned.filled();
    Clock clock = Clock.fixed(Instant.ofEpochMilli(Canned.START + 90 * 60_000), ZoneOffset.UTC);
    server =
        new WebServer(
            new ListenConfig("127.0.0.1", 0),
            new Api(
                canned.board,
                new RequestService(canned.board.rows(), canned),
                clock,
                true,
                () -> true,
                Canned::config));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/requests",
        "/intake",
        "/app.js",
        "/intake.js",
        "/api/quality",
        "/api/intake",
        "/api/nothing",
        "/../pom.xml"
      })
  void everyAnswerForbidsForeignContentFramesAndSniffing(String path) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; ")
        .contains("script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
  }

  @Test
  void aForeignNameForThisMachineIsRefused() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /api/requests HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 421 ").doesNotContain("kettle");
    }
  }

  @Test
  void onlyGetIsAnswered() throws Exception {
    HttpResponse<String> response =
        send(HttpRequest.newBuilder(uri("/api/quality")).POST(HttpRequest.BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/nothing", "/web/index.html", "/dev/plumbline/console/ConsoleApp.class"})
  void nothingButThePageAndTheApiIsServed(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/requests?limit=0",
        "/api/requests?skip=x",
        "/api/quality?range=2y",
        "/api/series"
      })
  void aWrongParameterIsToldWithWhatWasExpected(String path) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).get("error").asText()).contains("expected");
  }

  @Test
  void theTableHasOneLinePerModelAndVersionAndTheHeadlineNamesTheBrokenRoute() throws Exception {
    JsonNode quality = json("/api/quality");

    assertThat(quality.get("rows")).hasSize(4);
    assertThat(quality.get("regressions")).hasSize(1);
    assertThat(quality.at("/regressions/0/route").asText()).isEqualTo("refunds");
    assertThat(quality.at("/regressions/0/promptVersion").asText()).isEqualTo("v8");
    assertThat(json("/api/quality?route=shipping").get("regressions")).isEmpty();
  }

  @Test
  void aRangeLeavesOutOlderWindows() throws Exception {
    long all = json("/api/quality").at("/rows/1/cells/0/rate/seen").asLong();
    long hour = json("/api/quality?range=1h").at("/rows/1/cells/0/rate/seen").asLong();

    assertThat(all).isEqualTo(3_600);
    assertThat(hour).isEqualTo(2_400);
  }

  @Test
  void aSeriesHasPointsVersionsAndTheOfflineValue() throws Exception {
    JsonNode series = json("/api/series?metric=grounding&model=gpt-4o-2024-08-06&route=refunds");

    assertThat(series.get("versions")).hasSize(2);
    assertThat(series.get("offline")).hasSize(2);
    assertThat(series.at("/offline/1/n").asInt()).isEqualTo(300);
    assertThat(series.at("/offline/1/rate").asDouble()).isEqualTo(0.97);
    assertThat(series.at("/offline/1/online/rate").asDouble()).isBetween(0.6, 0.8);
  }

  @Test
  void hostileTextComesBackAsJsonText() throws Exception {
    HttpResponse<String> response = get("/api/requests?limit=1");

    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(JSON.readTree(response.body()).at("/items/0/question").asText())
        .isEqualTo(Canned.HOSTILE);
  }

  @Test
  void aRequestTellsWhatBecameOfItAtEveryEvaluator() throws Exception {
    JsonNode first = json("/api/requests?metric=grounding&outcome=fail&limit=1").at("/items/0");

    JsonNode request =
        json(
            "/api/request?trace="
                + first.get("trace").asText()
                + "&interaction="
                + first.get("interaction").asText());

    assertThat(request.get("evaluators")).hasSize(4);
    JsonNode judge = request.at("/evaluators/3");
    assertThat(judge.get("became").asText()).isEqualTo("sampled_out");
    assertThat(judge.get("reason").asText()).isEqualTo("draw_above_threshold");
    assertThat(judge.get("probability").asDouble()).isEqualTo(0.5);
    assertThat(judge.at("/why/0").asText())
        .isEqualTo("Not scored: it is not in the judge's sample.");
    assertThat(request.at("/evaluators/0/results/0/evidence/0/start").isInt()).isTrue();
    assertThat(request.at("/steps/1/millis").asLong()).isEqualTo(1_500);
  }

  @Test
  void evidenceLeadsToThePassageOfADocumentAndToAToolCall() throws Exception {
    JsonNode first = json("/api/requests?metric=grounding&outcome=fail&limit=1").at("/items/0");

    JsonNode request =
        json(
            "/api/request?trace="
                + first.get("trace").asText()
                + "&interaction="
                + first.get("interaction").asText());

    JsonNode evidence = request.at("/evaluators/0/results/0/evidence");
    String document = request.at("/documents/0/text").asText();
    assertThat(evidence.at("/0/document").asText())
        .isEqualTo(request.at("/documents/0/id").asText());
    assertThat(
            document.substring(
                evidence.at("/0/documentStart").asInt(), evidence.at("/0/documentEnd").asInt()))
        .isEqualTo("Returns: 30 days.");
    assertThat(evidence.at("/1/toolCall").asText()).isEqualTo(request.at("/tools/0/id").asText());
    assertThat(request.at("/tools/0/name").asText()).isEqualTo("find_order");
    assertThat(request.at("/tools/0/error").asText()).isEqualTo("timeout");
  }

  @Test
  void theStatusSaysWhichConfigIsInEffectAndWhatIsRefused() throws Exception {
    JsonNode config = json("/api/status").get("config");

    assertThat(config.at("/0/state").asText()).isEqualTo("refused");
    assertThat(config.at("/0/inEffect").asText()).isEqualTo("3f2a91bc04d5e6f7");
    assertThat(config.at("/0/problems/0").asText()).startsWith("line 10  evaluators");
    assertThat(config.at("/1/before").asText()).isEqualTo("77aa12bc90ef");
  }

  @Test
  void theIntakeAddsTasksAndServicesUpToWhatWasReceived() throws Exception {
    JsonNode intake = json("/api/intake");

    assertThat(intake.at("/spans/received").asLong()).isEqualTo(421);
    assertThat(intake.at("/spans/terms"))
        .extracting(term -> term.get("id").asText() + " " + term.get("count").asLong())
        .containsExactly("in_interaction 386", "no_genai 20", "open 3", "duplicate 11", "late 1");
    assertThat(intake.at("/services/1/service").asText()).isEqualTo("shop-assistant");
    assertThat(intake.at("/services/1/spans/received").asLong()).isEqualTo(371);
    assertThat(json("/api/intake?service=gateway").at("/spans/received").asLong()).isEqualTo(50);
    assertThat(json("/api/status").get("spans").asLong()).isEqualTo(421);
  }

  @Test
  void theIntakeTellsOfEachClientWhatItLacksAndWhatToSet() throws Exception {
    JsonNode intake = json("/api/intake");

    assertThat(intake.get("interactions").asInt()).isEqualTo(120);
    JsonNode client = intake.at("/clients/0");
    assertThat(client.get("client").asText()).isEqualTo("OpenLLMetry (JavaScript)");
    JsonNode answer = client.at("/fields/1");
    assertThat(answer.get("states").toString()).isEqualTo("{\"found\":90,\"not_sent\":30}");
    assertThat(client.at("/fields/10/remedy").asText()).contains("withConversation");
    assertThat(json("/api/intake?range=1h").get("interactions").asInt()).isBetween(1, 119);
  }

  @Test
  void anUnknownRequestIsNotFound() throws Exception {
    assertThat(get("/api/request?trace=x").statusCode()).isEqualTo(404);
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
