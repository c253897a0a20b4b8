package dev.plumbline.standalone.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.judge.call.BudgetConfig;
import dev.plumbline.judge.call.BudgetFuse;
import dev.plumbline.judge.call.CallMetrics;
import dev.plumbline.judge.call.Circuit;
import dev.plumbline.judge.call.Endpoint;
import dev.plumbline.judge.call.LimitsConfig;
import dev.plumbline.judge.call.RetrySchedule;
import dev.plumbline.judge.call.RubricJudge;
import dev.plumbline.judge.call.RubricJudge.CallTools;
import dev.plumbline.judge.provider.ApiKey;
import dev.plumbline.judge.provider.EndpointConfig;
import dev.plumbline.judge.provider.HttpJudgeClient;
import dev.plumbline.judge.provider.JudgeClient;
import dev.plumbline.judge.provider.JudgeReply;
import dev.plumbline.judge.rubric.JudgePrompt;
import dev.plumbline.judge.rubric.Rubric;
import dev.plumbline.runtime.metrics.Metrics;
import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * Asks a judge about one answer by the worker's own code, and shows what was sent, what came back
 * and what became of it. Nothing goes to Kafka.
 */
public final class JudgeTry {
  private final EndpointConfig config;
  private final Rubric rubric;
  private final PrintStream out;

  /** A try of a rubric at an endpoint. */
  public JudgeTry(EndpointConfig config, Rubric rubric, PrintStream out) {
    this.config = config;
    this.rubric = rubric;
    this.out = out;
  }

  /**
   * Calls the judge; a malformed answer gets its one repair, a failure its retries.
   *
   * @return whether there is a usable verdict
   * @throws dev.plumbline.runtime.config.ConfigException when the key file cannot be used
   */
  public boolean ask(Interaction interaction) throws InterruptedException {
    Clock clock = Clock.systemUTC();
    ApiKey key = ApiKey.read(config.apiKeyFile()).orElse(null);
    try (HttpClient http = HttpJudgeClient.transport()) {
      CallMetrics metrics = new CallMetrics(Metrics.create("judge-try"));
      CallTools tools =
          new CallTools(
              clock,
              Thread::sleep,
              new RetrySchedule(new Random()),
              () -> UUID.randomUUID().toString().replace("-", ""),
              new BudgetFuse(BudgetConfig.none(), 1, clock),
              metrics);
      JudgeClient shown = new Shown(new HttpJudgeClient(config, key, http, clock));
      Endpoint endpoint = new Endpoint(config, shown, new Circuit(config.id(), clock));
      JudgePrompt prompt = new JudgePrompt(rubric);
      Verdict verdict =
          new RubricJudge(endpoint, prompt, LimitsConfig.defaults(), tools)
              .judge(request(interaction));
      print(verdict);
      return verdict.getStatus() == VerdictStatus.VERDICT_OK;
    }
  }

  private JudgeRequest request(Interaction interaction) {
    return JudgeRequest.newBuilder()
        .setEvaluator(
            Evaluator.newBuilder()
                .setKind(Evaluator.Kind.JUDGE)
                .setId(rubric.id())
                .setVersion(rubric.version()))
        .setJudgeId(config.id())
        .setSystemInstructions(interaction.getSystemInstructions())
        .setQuestion(interaction.getQuestion())
        .setAnswer(interaction.getAnswer())
        .addAllDocuments(interaction.getDocumentsList())
        .build();
  }

  private void print(Verdict verdict) {
    section("verdict", verdict.getStatus() + " " + verdict.getDetail());
    for (CriterionVerdict criterion : verdict.getCriteriaList()) {
      String gate = criterion.getGate();
      out.printf(
          "%-20s %-14s %s%s%n",
          criterion.getCriterion(),
          criterion.getAnswer(),
          criterion.getPass() ? "pass" : "fail",
          gate.isEmpty() ? "" : ", held back by " + gate);
    }
    if (!verdict.getRationale().isEmpty()) {
      out.println("reason: " + verdict.getRationale());
    }
    if (verdict.getSuspicion() > 0) {
      out.printf(Locale.ROOT, "looks like an attack: %.2f of 1%n", verdict.getSuspicion());
    }
    out.printf(
        Locale.ROOT,
        "%s, prompt %s, %d calls, %d ms, %d + %d tokens, %.6f USD%n",
        verdict.getIdentity().getReportedModel(),
        verdict.getIdentity().getPromptHash().substring(0, 12),
        verdict.getAttempts(),
        verdict.getLatencyMillis(),
        verdict.getInputTokens(),
        verdict.getOutputTokens(),
        verdict.getCostMicroUsd() / 1e6);
  }

  private void section(String title, String text) {
    out.printf("== %s ==%n%s%n", title, text.strip());
  }

  /** A client that shows both sides of every call. */
  private final class Shown implements JudgeClient {
    private final JudgeClient client;

    Shown(JudgeClient client) {
      this.client = client;
    }

    @Override
    public JudgeReply ask(String system, String user, JsonNode schema) throws InterruptedException {
      section("to " + config.model() + " at " + config.baseUrl() + ": system", system);
      section("user", user);
      section("schema", schema.toPrettyString());
      JudgeReply reply = client.ask(system, user, schema);
      section(
          "back",
          reply instanceof JudgeReply.Answered answered && !answered.text().isEmpty()
              ? answered.text()
              : reply.toString());
      return reply;
    }
  }
}
