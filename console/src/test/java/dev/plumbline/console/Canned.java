package dev.plumbline.console;

import dev.plumbline.console.config.FileState;
import dev.plumbline.console.data.Board;
import dev.plumbline.console.data.ContentSource;
import dev.plumbline.console.data.Position;
import dev.plumbline.console.data.Source;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.LabelSums;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Maturity;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Model;
import dev.plumbline.v1.OfflineResult;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.Prompt;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.SpanCounts;
import dev.plumbline.v1.SpanLedger;
import dev.plumbline.v1.Step;
import dev.plumbline.v1.StratumSums;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolResult;
import dev.plumbline.v1.Usage;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A board filled by hand: two models, two prompt versions, grounding broken on one route. */
final class Canned implements ContentSource {
  static final long START = 1_750_000_000_000L / 60_000 * 60_000;
  static final String HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>";
  private static final long MINUTE = 60_000;

  final Board board = new Board(10_000);
  private final Map<Position, byte[]> records = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(7);
  private long offset;

  static Canned filled() {
    Canned canned = new Canned();
    for (String model : new String[] {"gpt-4o-2024-08-06", "claude-sonnet-4-5"}) {
      for (String route : new String[] {"refunds", "shipping"}) {
        canned.version(model, route, "v7", 0, 90);
        canned.version(model, route, "v8", 60, 90);
      }
    }
    canned.offline("v7", 291);
    canned.offline("v8", 291);
    for (int i = 0; i < 120; i++) {
      canned.request(i);
    }
    canned.ledger("shop-assistant", 0, 240, List.of(0L, 236L, 0L, 0L, 0L, 0L, 4L));
    canned.ledger("shop-assistant", 1, 131, List.of(3L, 120L, 0L, 0L, 0L, 1L, 7L));
    canned.ledger("gateway", 0, 50, List.of(0L, 30L, 20L));
    return canned;
  }

  /**
   * A sampling policy that is refused, checks that changed an hour ago, settings to restart for.
   */
  static List<FileState> config() {
    return List.of(
        new FileState(
            "hot/sampling.yaml",
            "sampling policy",
            "refused",
            "3f2a91bc04d5e6f7",
            START,
            "",
            List.of(
                "line 10  evaluators.answer-quality.strata[0].rate: found 1.5, expected a rate from"
                    + " 0.005 to 1")),
        new FileState(
            "hot/checks.yaml",
            "checks",
            "in_effect",
            "91bc2f0a77de",
            START + 45 * MINUTE,
            "77aa12bc90ef",
            List.of()),
        new FileState(
            "plumbline.yaml",
            "settings",
            "refused",
            "",
            0,
            "",
            List.of(
                "line 4  ingest.grpc.port: changed from 4317 to 4319 on disk; this key is read at"
                    + " start only, restart to apply")));
  }

  @Override
  public Map<Position, byte[]> fetch(Collection<Position> positions) {
    Map<Position, byte[]> found = new HashMap<>();
    positions.forEach(p -> found.computeIfAbsent(p, records::get));
    return found;
  }

  private void version(String model, String route, String version, int from, int to) {
    boolean broken = version.equals("v8") && route.equals("refunds");
    for (int minute = from; minute < to; minute++) {
      long at = START + minute * MINUTE;
      window(model, route, version, "grounding", at, 20, broken ? 0.7 : 0.97, false);
      window(model, route, version, "refusal", at, 20, 0.985, false);
      window(model, route, version, "answer-quality/helpful", at, 20, 0.9, true);
      window(model, route, version, "user_feedback", at, minute % 30 == 0 ? 1 : 0, 0.8, false);
    }
  }

  void window(
      String model,
      String route,
      String version,
      String metric,
      long at,
      int n,
      double p,
      boolean judged) {
    if (n == 0) {
      return;
    }
    int asked = judged ? 2 : n;
    int passed = 0;
    for (int i = 0; i < asked; i++) {
      passed += random.nextDouble() < p ? 1 : 0;
    }
    StratumSums.Builder sums =
        StratumSums.newBuilder().setEligible(n).setU(n).setU2(n).setScored(asked).setPassed(passed);
    if (judged) {
      sums.setAsked(asked).setA1(passed * 10.0).setB1(passed * 100.0);
      sums.setA0((asked - passed) * 10.0).setB0((asked - passed) * 100.0);
      if (model.startsWith("claude")) {
        label(sums, 1, passed);
        label(sums, 0, asked - passed);
      }
    } else {
      sums.setPassedU(passed);
    }
    Slice slice = slice(model, route, version);
    board
        .windows()
        .window(
            String.join("|", model, route, version, metric, Long.toString(at)),
            SliWindow.newBuilder()
                .setSlice(slice)
                .setMetric(metric)
                .setJudgeId(judged ? "primary" : "")
                .addEvaluatorVersions("2.0.0")
                .addPolicyHashes(at < START + 70 * MINUTE ? "5a1e" : "9c0d")
                .setCheckSet(at < START + 30 * MINUTE ? "0f3c2a11aa" : "77aa01be55")
                .setMaturity(at < START + 60 * MINUTE ? Maturity.SETTLED : Maturity.SETTLING)
                .setEstimate(Estimate.newBuilder().setObjective(0.9))
                .setWindowStartUnixMillis(at)
                .setWindowMillis(MINUTE)
                .addStrata(sums)
                .build());
  }

  /** People agree with the judge, and label all of its rows. */
  private static void label(StratumSums.Builder sums, int verdict, int rows) {
    if (rows > 0) {
      sums.addLabels(
          LabelSums.newBuilder()
              .setVerdict(verdict)
              .setLabel(verdict)
              .setC(rows * 10.0)
              .setD(rows * 100.0)
              .setE(rows * 100.0)
              .setN(rows));
    }
  }

  /** Spans of a service in one task, and what became of them by the number of the outcome. */
  private void ledger(String service, int task, long received, List<Long> outcomes) {
    board
        .spans()
        .row(
            service + task,
            SpanLedger.newBuilder()
                .setTenant("default")
                .setService(service)
                .setPartition(task)
                .setSpans(SpanCounts.newBuilder().setReceived(received).addAllOutcomes(outcomes))
                .setUpdatedUnixMillis(START + 90 * MINUTE)
                .build());
  }

  private void offline(String version, int passed) {
    OfflineResult result =
        OfflineResult.newBuilder()
            .setSuite("golden-300")
            .setMetric("grounding")
            .setSlice(Slice.newBuilder().setPromptVersion(version))
            .setN(300)
            .setPassed(passed)
            .setRate(passed / 300.0)
            .setLow(0.945)
            .setHigh(0.984)
            .setRunUnixMillis(START - 60 * MINUTE)
            .build();
    board.windows().offline(version, result);
  }

  private void request(int i) {
    boolean fails = i % 3 == 0;
    String id = String.format("%032x", i + 1);
    String model = i % 2 == 0 ? "gpt-4o-2024-08-06" : "claude-sonnet-4-5";
    String version = i < 60 ? "v7" : "v8";
    long end = START + i * 45_000L;
    String answer =
        fails
            ? "You can return the kettle within 30 days. We also pay 50 euros for the trouble."
            : "You can return the kettle within 30 days of delivery.";
    Interaction interaction =
        Interaction.newBuilder()
            .setTenant("default")
            .setInteractionId(id)
            .setTraceId(id)
            .setService("shop-assistant")
            .setRoute("refunds")
            .setModel(Model.newBuilder().setServed(model).setRequested("gpt-4o"))
            .setPrompt(Prompt.newBuilder().setName("answer").setVersion(version))
            .setQuestion(i == 119 ? HOSTILE : "How long may I return the kettle? (case " + i + ")")
            .setAnswer(i == 117 ? HOSTILE : answer)
            .setInputState(ContentState.FULL)
            .setOutputState(i % 4 == 0 ? ContentState.NOT_CAPTURED : ContentState.FULL)
            .setDocumentsState(ContentState.FULL)
            .setDialect("@traceloop/instrumentation-openai")
            .setProvider("openai")
            .setResponseId("r" + i)
            .addDocuments(
                Document.newBuilder()
                    .setId("d1")
                    .setTitle("Returns")
                    .setText("Returns: 30 days.")
                    .setScore(0.83))
            .addOutput(
                Message.newBuilder()
                    .setRole("assistant")
                    .addParts(
                        Part.newBuilder()
                            .setToolCall(
                                ToolCall.newBuilder()
                                    .setId("c1")
                                    .setName("find_order")
                                    .setArguments("{\"order\": " + i + "}"))))
            .addOutput(
                Message.newBuilder()
                    .setRole("tool")
                    .addParts(
                        Part.newBuilder()
                            .setToolResult(
                                ToolResult.newBuilder().setId("c1").setError("timeout"))))
            .addSteps(step("retrieve", Step.Kind.RETRIEVAL, end - 1_900, end - 1_600))
            .addSteps(step("chat", Step.Kind.INFERENCE, end - 1_500, end))
            .setUsage(Usage.newBuilder().setInputTokens(812).setOutputTokens(64))
            .addFinishReasons(FinishReason.STOP)
            .setStartUnixNanos((end - 2_000) * 1_000_000)
            .setEndUnixNanos(end * 1_000_000)
            .putProvenance("input", "gen_ai.input.messages")
            .putProvenance("prompt.version", "gen_ai.prompt.version")
            .setRevision(1)
            .build();
    board.rows().interaction(interaction, keep(Source.INTERACTIONS, interaction.toByteArray()));
    Slice slice = slice(model, "refunds", version);
    score(id, slice, end, "grounding", fails ? Outcome.FAIL : Outcome.PASS, answer);
    score(id, slice, end, "refusal", Outcome.PASS, answer);
    decide(id, slice, end, "grounding", Evaluator.Kind.CHECK, LedgerOutcome.SCORED, "", 1);
    decide(id, slice, end, "refusal", Evaluator.Kind.CHECK, LedgerOutcome.SCORED, "", 1);
    decide(
        id,
        slice,
        end,
        "json-schema",
        Evaluator.Kind.CHECK,
        LedgerOutcome.SKIP_NOT_APPLICABLE,
        "no_schema",
        1);
    boolean asked = i % 5 == 0;
    decide(
        id,
        slice,
        end,
        "answer-quality",
        Evaluator.Kind.JUDGE,
        asked ? LedgerOutcome.SCORED : LedgerOutcome.SAMPLED_OUT,
        asked ? "" : "draw_above_threshold",
        fails ? 0.5 : 0.1);
    if (asked) {
      score(id, slice, end, "answer-quality/helpful", Outcome.PASS, answer);
    }
    if (i % 10 == 0) {
      Signal signal =
          Signal.newBuilder()
              .setTenant("default")
              .setTraceId(id)
              .setName("user_feedback")
              .setValue(0)
              .setComment(HOSTILE)
              .build();
      board.rows().signal(signal, keep(Source.SIGNALS, signal.toByteArray()));
    }
  }

  private static Step step(String name, Step.Kind kind, long from, long to) {
    return Step.newBuilder()
        .setName(name)
        .setKind(kind)
        .setStartUnixNanos(from * 1_000_000)
        .setEndUnixNanos(to * 1_000_000)
        .build();
  }

  private void score(
      String id, Slice slice, long end, String metric, Outcome outcome, String answer) {
    Score.Builder score =
        Score.newBuilder()
            .setInteractionId(id)
            .setTraceId(id)
            .setSlice(slice)
            .setEndUnixMillis(end)
            .setEvaluator(Evaluator.newBuilder().setId(metric))
            .setOutcome(outcome)
            .setValue(outcome == Outcome.PASS ? 1 : 0.4)
            .setPi(1);
    if (outcome == Outcome.FAIL) {
      score.addEvidence(
          Evidence.newBuilder()
              .setStart(answer.indexOf("We also"))
              .setEnd(answer.length())
              .setDocumentId("d1")
              .setDocumentStart(0)
              .setDocumentEnd("Returns: 30 days.".length())
              .setNote("No document supports this sentence."));
      score.addEvidence(Evidence.newBuilder().setToolCallId("c1").setNote("the tool failed"));
    }
    board.rows().score(score.build(), keep(Source.SCORES, score.build().toByteArray()));
  }

  private void decide(
      String id,
      Slice slice,
      long end,
      String evaluator,
      Evaluator.Kind kind,
      LedgerOutcome outcome,
      String reason,
      double pi) {
    Decision decision =
        Decision.newBuilder()
            .setInteractionId(id)
            .setTraceId(id)
            .setSlice(slice)
            .setEndUnixMillis(end)
            .setEvaluator(Evaluator.newBuilder().setId(evaluator).setVersion("1").setKind(kind))
            .setOutcome(outcome)
            .setReason(reason)
            .setPi(pi)
            .build();
    board.rows().decision(decision, keep(Source.DECISIONS, decision.toByteArray()));
  }

  private Position keep(Source source, byte[] bytes) {
    Position position = new Position(source, 3, offset++);
    records.put(position, bytes);
    return position;
  }

  private static Slice slice(String model, String route, String version) {
    return Slice.newBuilder()
        .setTenant("default")
        .setService("shop-assistant")
        .setRoute(route)
        .setModel(model)
        .setPromptVersion(version)
        .build();
  }
}
