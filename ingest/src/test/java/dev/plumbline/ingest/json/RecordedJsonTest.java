package dev.plumbline.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.interaction.Normaliser;
import dev.plumbline.evaluation.interaction.NormaliserConfig;
import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.ingest.fixtures.FakeKafka;
import dev.plumbline.ingest.fixtures.HttpSender;
import dev.plumbline.ingest.fixtures.JsonPrinter;
import dev.plumbline.ingest.fixtures.Receiver;
import dev.plumbline.ingest.fixtures.Requests;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.v1.Interaction;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What unmodified clients send in JSON means what they send in protobuf. */
class RecordedJsonTest {
  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/x-protobuf";

  private final HttpSender client = new HttpSender();
  private final Normaliser normaliser = new Normaliser(NormaliserConfig.defaults());

  /** What the manifest of the recordings says was asked, answered and counted. */
  record Said(String question, String answer, String model, long input, long output) {
    static Said of(Interaction interaction) {
      return new Said(
          interaction.getQuestion(),
          interaction.getAnswer(),
          interaction.getModel().getServed(),
          interaction.getUsage().getInputTokens(),
          interaction.getUsage().getOutputTokens());
    }
  }

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rag_answer | 1 | How long does Orrinel Sync keep old versions of my files?"
            + " | On the Basic plan previous versions are kept for 30 days, and | 225 | 42",
        "tool_ok | 2 | Why is device LT-4471 not syncing?"
            + " | Device LT-4471 is paused because its disk is full (DISK_FULL). | 276 | 52",
        "multi_turn | 3 | How do I stop one folder from syncing?"
            + " | You are welcome! Happy syncing. | 557 | 54"
      })
  void meansWhatTheSameClientSendsInProtobuf(
      String scenario, int calls, String question, String lastAnswer, long input, long output)
      throws Exception {
    List<Interaction> json =
        received(
            JSON,
            "otel-openai-js/" + scenario + "_httpjson.traces.otlp.json",
            "otel-openai-js/" + scenario + "_httpjson.logs.otlp.json");
    List<Interaction> protobuf =
        received(
            PROTOBUF,
            "otel-openai-js/" + scenario + ".traces.pb",
            "otel-openai-js/" + scenario + ".logs.pb");
    assertThat(json).hasSize(calls).extracting(Said::of).isEqualTo(said(protobuf));
    assertThat(json.getFirst().getQuestion()).isEqualTo(question);
    assertThat(json.getLast().getAnswer()).startsWith(lastAnswer);
    assertThat(json).allMatch(i -> i.getModel().getServed().equals("gpt-4o-mini-2024-07-18"));
    assertThat(json.stream().mapToLong(i -> i.getUsage().getInputTokens()).sum()).isEqualTo(input);
    assertThat(json.stream().mapToLong(i -> i.getUsage().getOutputTokens()).sum())
        .isEqualTo(output);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openinference-openai-js",
        "openinference-openai-py",
        "openai-v2-py",
        "javaagent-openai-java"
      })
  void meansTheSameWhicheverWayItIsWritten(String recordedClient) throws Exception {
    for (String scenario : new String[] {"rag_answer", "tool_ok", "multi_turn"}) {
      String[] paths =
          Requests.allRecorded().stream()
              .filter(path -> path.startsWith(recordedClient + "/" + scenario + "."))
              .toArray(String[]::new);
      List<Interaction> protobuf = received(PROTOBUF, paths);
      assertThat(protobuf).as(scenario).isNotEmpty().allMatch(i -> !i.getQuestion().isEmpty());
      assertThat(received(JSON, paths)).as(scenario).isEqualTo(protobuf);
    }
  }

  @Test
  void findsWhatOtherSendersOfJsonSay() throws Exception {
    assertThat(received(JSON, "vercel-ai-v5/rag_answer.traces.otlp.json")).hasSize(1);
    assertThat(received(JSON, "langfuse-js/rag_answer.traces.otlp.json")).hasSize(1);
  }

  /** Requests go through a receiver of their own, one after the other. */
  private List<Interaction> received(String type, String... paths) throws Exception {
    try (Receiver receiver = Receiver.start()) {
      for (String path : paths) {
        Signal signal = path.contains(".logs.") ? Signal.LOGS : Signal.TRACES;
        byte[] sent = Requests.recorded(path);
        byte[] body = type.equals(JSON) && path.endsWith(".pb") ? printed(signal, sent) : sent;
        HttpResponse<byte[]> response =
            client.post(receiver.http("/v1/" + signal.label()), type, "", body);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
      }
      return interactions(receiver.kafka().kept());
    }
  }

  private static byte[] printed(Signal signal, byte[] sent) throws Exception {
    return JsonPrinter.print(
        signal == Signal.LOGS
            ? ExportLogsServiceRequest.parseFrom(sent)
            : ExportTraceServiceRequest.parseFrom(sent));
  }

  private List<Interaction> interactions(List<FakeKafka.Kept> records) throws Exception {
    Map<String, TraceContent> traces = new TreeMap<>();
    for (FakeKafka.Kept record : records) {
      TraceContent trace =
          traces.computeIfAbsent(
              record.trace(),
              id -> new TraceContent("default", id, new ArrayList<>(), new ArrayList<>()));
      if (record.signal() == Signal.LOGS) {
        trace
            .logs()
            .addAll(ExportLogsServiceRequest.parseFrom(record.value()).getResourceLogsList());
      } else {
        trace
            .spans()
            .addAll(ExportTraceServiceRequest.parseFrom(record.value()).getResourceSpansList());
      }
    }
    return traces.values().stream()
        .flatMap(trace -> normaliser.normalise(trace).stream())
        .sorted(Comparator.comparingLong(Interaction::getStartUnixNanos))
        .toList();
  }

  private static List<Said> said(List<Interaction> interactions) {
    return interactions.stream().map(Said::of).toList();
  }
}
