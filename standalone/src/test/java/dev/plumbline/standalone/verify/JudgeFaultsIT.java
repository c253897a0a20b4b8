package dev.plumbline.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.llm.FaultScript;
import dev.plumbline.standalone.llm.FaultScript.Fault;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.standalone.traffic.AnswerKind;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A judge that refuses, breaks, lies or is not paid for any longer, and policies that change: one
 * verdict per judgment and one outcome per answer, and nothing in the rates that no judge said.
 */
@Tag("verify")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class JudgeFaultsIT {
  private static final double TRACES_PER_SECOND =
      Double.parseDouble(System.getProperty("verify.rate", "30"));
  private static final Duration LOAD = Duration.ofSeconds(40);
  private static final Duration FAST = Duration.ofMillis(200);
  private static final Installation.Judge NO_BUDGET = new Installation.Judge("2s", "{}");

  /** Nobody else calls while Retry-After runs, so that a limit for ever would take hours. */
  private static final int LIMITED_CALLS = 80;

  private static final String MALFORMED = "malformed";

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("verify.seeds", 1));
  }

  /** What is done while traffic flows. */
  private interface During {
    void on(Installation installation) throws Exception;
  }

  /** What must hold when everything has come to its end. */
  private interface Then {
    void check(JudgeBooks books, ScriptedLlm llm, List<Load.Sent> sent) throws Exception;
  }

  @Tag("F21")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aPolicyThatCannotBeUsedChangesNothing(long seed) throws Exception {
    Row row = new Row("F21", "seven broken policies while traffic flows, then a good one", seed);
    run(
        row,
        FaultScript.none(),
        NO_BUDGET,
        installation -> {
          String good = Files.readString(installation.policy());
          int refused = 0;
          for (String bad :
              List.of(
                  "salt: [",
                  good.replace("rate: 0.1", "rate: .nan"),
                  good.replace("rate: 0.1", "rate: 0"),
                  good.replace("rate: 0.1", "rate: 1.5"),
                  good.replace("judge: primary", ""),
                  "",
                  good.substring(0, good.length() / 2))) {
            int count = ++refused;
            Files.writeString(installation.policy(), bad);
            Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(
                    () ->
                        policy(installation, "accepted", "") == 0
                            && policy(installation, "reload_total", "refused") >= count);
          }
          Files.writeString(installation.policy(), good.replace("rate: 0.1", "rate: 0.3"));
          Awaitility.await()
              .atMost(Duration.ofSeconds(15))
              .until(() -> policy(installation, "accepted", "") == 1);
          Thread.sleep(15_000);
        },
        (books, llm, sent) -> {
          row.figure("plans", books.plans().size());
          assertThat(books.plans()).as("the first and the good one").hasSize(2);
          assertThat(books.last())
              .extracting(Decision::getPlanId)
              .containsAll(books.plans().keySet());
        });
  }

  @Tag("F22")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aPolicyThatChangesBiasesNoRate(long seed) throws Exception {
    Row row = new Row("F22", "rates of .05 raised to .4 in the middle", seed);
    run(
        row,
        FaultScript.none(),
        NO_BUDGET,
        installation -> {
          String policy = Files.readString(installation.policy());
          Files.writeString(
              installation.policy(),
              policy.replace("rate: 0.4", "rate: 0.05").replace("rate: 0.1", "rate: 0.05"));
          Thread.sleep(LOAD.dividedBy(2));
          Files.writeString(installation.policy(), policy.replace("rate: 0.1", "rate: 0.4"));
          Thread.sleep(LOAD.dividedBy(2));
        },
        (books, llm, sent) -> unbiased(row, books, sent));
  }

  @Tag("F23")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aRateLimitIsWaitedOutAndLosesNothing(long seed) throws Exception {
    Row row =
        new Row(
            "F23", "every second call 429, half of those with Retry-After; worker killed", seed);
    int seconds = 3;
    Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
    Queue<Long> limits = new ConcurrentLinkedQueue<>();
    AtomicInteger calls = new AtomicInteger();
    FaultScript faults =
        FaultScript.deciding(
            user -> {
              arrivals.add(System.nanoTime());
              int call = calls.getAndIncrement();
              return switch (call < LIMITED_CALLS ? call % 4 : 1) {
                case 0 -> {
                  limits.add(System.nanoTime());
                  yield new Fault.Status(429, seconds);
                }
                case 2 -> new Fault.Status(429, 0);
                default -> FaultScript.NO_FAULT;
              };
            });
    run(
        row,
        faults,
        NO_BUDGET,
        this::killTwice,
        (books, llm, sent) -> {
          // What was on its way when the limit was told may still arrive.
          long grace = Duration.ofMillis(700).toNanos();
          long early =
              arrivals.stream()
                  .filter(
                      at ->
                          limits.stream()
                              .anyMatch(
                                  limit ->
                                      at > limit + grace && at < limit + seconds * 1_000_000_000L))
                  .count();
          row.figure("calls limited", limits.size());
          row.figure("calls before Retry-After was over", early);
          // Workers that were killed have forgotten what the endpoint asked for.
          assertThat(early).isLessThanOrEqualTo(2L * inFlightAtKills(row));
          // One request in 32 meets five limits, and then it has had its calls.
          assertThat(books.statuses().keySet())
              .contains(VerdictStatus.VERDICT_OK)
              .isSubsetOf(VerdictStatus.VERDICT_OK, VerdictStatus.VERDICT_RATE_LIMITED_EXPIRED);
        });
  }

  @Tag("F24")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anEndpointThatBreaksIsLeftAloneAndProbed(long seed) throws Exception {
    Row row = new Row("F24", "20 calls: 500, resets, drips; then a healthy endpoint", seed);
    Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
    AtomicInteger calls = new AtomicInteger();
    FaultScript faults =
        FaultScript.deciding(
            user -> {
              arrivals.add(System.nanoTime());
              int call = calls.getAndIncrement();
              return call < 10
                  ? new Fault.Status(500, 0)
                  : call < 16
                      ? new Fault.Reset()
                      : call < 20 ? new Fault.Drip() : FaultScript.NO_FAULT;
            });
    run(
        row,
        faults,
        NO_BUDGET,
        installation -> Thread.sleep(LOAD),
        (books, llm, sent) -> {
          List<Long> times = arrivals.stream().sorted().toList();
          long longest = 0;
          int at = 0;
          for (int i = 1; i < times.size(); i++) {
            if (times.get(i) - times.get(i - 1) > longest) {
              longest = times.get(i) - times.get(i - 1);
              at = i;
            }
          }
          row.figure("calls before the circuit opened", at);
          row.figure("seconds without a call", longest / 1_000_000_000L);
          assertThat(longest).as("left alone").isGreaterThan(Duration.ofSeconds(25).toNanos());
          // Calls that were on their way while the twentieth failed.
          assertThat(at).isBetween(18, 40);
          assertThat(books.statuses()).containsOnlyKeys(VerdictStatus.VERDICT_OK);
        });
  }

  @Tag("F25")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsNoAnswerEntersNoRate(long seed) throws Exception {
    Row row = new Row("F25", "prose, half JSON, extra keys, wrong words, NaN, 5 MB; killed", seed);
    List<Fault> wrong =
        Stream.of(MALFORMED, "truncated", "extra", "enum", "nan", "huge")
            .map(word -> FaultScript.Kind.valueOf(word.toUpperCase(Locale.ROOT)))
            .<Fault>map(Fault.Wrong::new)
            .toList();
    AtomicInteger calls = new AtomicInteger();
    FaultScript faults =
        FaultScript.deciding(
            user -> {
              int call = calls.getAndIncrement() % 9;
              return call < wrong.size() ? wrong.get(call) : FaultScript.NO_FAULT;
            });
    run(
        row,
        faults,
        NO_BUDGET,
        this::killTwice,
        (books, llm, sent) -> {
          assertThat(books.statuses()).containsKey(VerdictStatus.VERDICT_MALFORMED);
          assertThat(books.verdicts())
              .filteredOn(v -> v.getStatus() == VerdictStatus.VERDICT_MALFORMED)
              .allSatisfy(
                  v -> {
                    assertThat(v.getCriteriaList()).isEmpty();
                    assertThat(v.getAttempts()).isGreaterThanOrEqualTo(2);
                  });
          saidByTheJudge(books, sent);
        });
  }

  @Tag("F26")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void refusalsThatDependOnTheTopicWidenTheBounds(long seed) throws Exception {
    Row row = new Row("F26", "the judge refuses everything about refunds", seed);
    FaultScript faults =
        FaultScript.deciding(
            user ->
                user.toLowerCase(Locale.ROOT).contains("refund")
                    ? new Fault.Wrong(FaultScript.Kind.REFUSED)
                    : FaultScript.NO_FAULT);
    run(
        row,
        faults,
        NO_BUDGET,
        installation -> Thread.sleep(LOAD),
        (books, llm, sent) -> {
          assertThat(books.outcomes())
              .containsKeys(LedgerOutcome.SCORED, LedgerOutcome.JUDGE_REFUSED);
          assertThat(books.windows())
              .filteredOn(w -> w.getMetric().equals("answer-quality/helpful"))
              .filteredOn(w -> w.getStrataList().stream().anyMatch(s -> s.getAx() > 0))
              .isNotEmpty()
              .filteredOn(w -> w.getEstimate().hasWeighted() && w.getEstimate().hasBoundsLow())
              .allSatisfy(
                  w ->
                      assertThat(w.getEstimate().getBoundsHigh())
                          .isGreaterThan(w.getEstimate().getBoundsLow()));
        });
  }

  @Tag("F27")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aSpentBudgetStaysSpentWhoeverIsKilled(long seed) throws Exception {
    Row row = new Row("F27", "40 calls a day, half of what is asked; worker killed twice", seed);
    int cap = 40;
    run(
        row,
        FaultScript.none(),
        new Installation.Judge("2s", "{callsPerDay: " + cap + "}"),
        this::killTwice,
        (books, llm, sent) -> {
          long paid = books.verdicts().stream().mapToLong(Verdict::getAttempts).sum();
          row.figure("calls in verdicts", paid);
          // A run may begin on one day and end on the next.
          Map<Long, Long> byDay = new TreeMap<>();
          books.verdicts().forEach(v -> byDay.merge(day(v), (long) v.getAttempts(), Long::sum));
          assertThat(byDay.values()).allMatch(calls -> calls <= cap);
          assertThat(llm.calls())
              .isLessThanOrEqualTo((long) cap * byDay.size() + inFlightAtKills(row));
          assertThat(books.outcomes())
              .containsKeys(LedgerOutcome.SCORED, LedgerOutcome.OVER_BUDGET);
        });
  }

  private void run(Row row, FaultScript faults, Installation.Judge judge, During during, Then then)
      throws Exception {
    killed = 0;
    new RowRun(row, FAST, faults, judge)
        .run(
            (installation, llm) -> {
              List<Load.Sent> sent;
              try (Load load =
                  new Load(
                      row.seed(),
                      System.currentTimeMillis(),
                      installation.grpcPort(),
                      installation.httpPort(),
                      TRACES_PER_SECOND)) {
                load.start();
                during.on(installation);
                sent = load.stop();
              }
              row.figure("traces sent", sent.size());
              try (JudgeBooks books = new JudgeBooks(installation.kafka())) {
                settle(books);
                row.figure("verdicts", books.statuses());
                row.figure("outcomes", books.outcomes());
                row.figure("judge calls", llm.calls());
                assertThat(books.problems()).isEmpty();
                assertThat(books.outcomes()).doesNotContainKey(LedgerOutcome.PENDING);
                then.check(books, llm, sent);
                assertThat(installation.leaks()).as("secrets shown").isEmpty();
              }
            });
  }

  /** Until the books are right and nothing is pending, or nothing has moved for long. */
  private static void settle(JudgeBooks books) throws InterruptedException {
    long news = System.nanoTime();
    Map<LedgerOutcome, Integer> last = Map.of();
    while (System.nanoTime() - news < Duration.ofSeconds(75).toNanos()) {
      Thread.sleep(1_500);
      books.read();
      Map<LedgerOutcome, Integer> now = books.outcomes();
      boolean moved = !now.equals(last);
      if (moved) {
        news = System.nanoTime();
      } else if (!now.containsKey(LedgerOutcome.PENDING)
          && !now.isEmpty()
          && books.problems().isEmpty()
          && System.nanoTime() - news > Duration.ofSeconds(6).toNanos()) {
        return;
      }
      last = now;
    }
  }

  private long killed;

  /** SIGKILL in the middle of calls, twice. */
  private void killTwice(Installation installation) throws Exception {
    for (int i = 0; i < 2; i++) {
      Thread.sleep(LOAD.dividedBy(3));
      killed += (long) value(installation, "judge-worker", "plumbline_judge_in_flight_requests");
      installation.kill("judge-worker");
      installation.start("judge-worker");
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> installation.isReady("judge-worker"));
    }
    Thread.sleep(LOAD.dividedBy(3));
  }

  /** Requests in flight at kills; the figure is read a moment before, so one call more may be. */
  private long inFlightAtKills(Row row) {
    row.figure("requests in flight at kills", killed);
    return killed + 4;
  }

  /** The rate of helpful answers, weighted, against what is true of every answer. */
  private static void unbiased(Row row, JudgeBooks books, List<Load.Sent> sent) {
    Map<String, Score> helpful = books.scores("answer-quality/helpful");
    double weights = 0;
    double good = 0;
    for (Score score : helpful.values()) {
      weights += 1 / score.getPi();
      good += score.getOutcome() == Outcome.PASS ? 1 / score.getPi() : 0;
    }
    double rate = good / weights;
    double variance = 0;
    for (Score score : helpful.values()) {
      double w = 1 / score.getPi();
      double y = score.getOutcome() == Outcome.PASS ? 1 : 0;
      variance += w * (w - 1) * (y - rate) * (y - rate) / (weights * weights);
    }
    Map<String, AnswerKind> kinds = kinds(sent);
    double truth =
        books.last().stream()
            .filter(Decision::getEligible)
            .mapToInt(d -> isHelpful(kinds.get(d.getTraceId())) ? 1 : 0)
            .average()
            .orElseThrow();
    row.figure(
        "truth, weighted rate, standard error",
        "%.3f %.3f %.3f".formatted(truth, rate, Math.sqrt(variance)));
    assertThat(Math.abs(rate - truth)).isLessThanOrEqualTo(4 * Math.sqrt(variance));
    assertThat(new TreeSet<>(books.last().stream().map(Decision::getPlanId).toList()))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  /** Every score is the answer that the judge gives without faults. */
  private static void saidByTheJudge(JudgeBooks books, List<Load.Sent> sent) {
    Map<String, AnswerKind> kinds = kinds(sent);
    assertThat(books.scores("answer-quality/helpful").values())
        .isNotEmpty()
        .allSatisfy(
            score ->
                assertThat(score.getOutcome() == Outcome.PASS)
                    .as(score.getTraceId())
                    .isEqualTo(isHelpful(kinds.get(score.getTraceId()))));
  }

  private static long day(Verdict verdict) {
    return verdict.getFinishedUnixMillis() / Duration.ofDays(1).toMillis();
  }

  private static Map<String, AnswerKind> kinds(List<Load.Sent> sent) {
    Map<String, AnswerKind> kinds = new java.util.HashMap<>();
    sent.forEach(s -> kinds.put(s.trace().truth().traceId(), s.trace().truth().kind()));
    return kinds;
  }

  private static boolean isHelpful(AnswerKind kind) {
    return kind == AnswerKind.GOOD || kind == AnswerKind.UNGROUNDED;
  }

  /** A meter of scoring about its policy file. */
  private static double policy(Installation installation, String meter, String outcome) {
    return installation
        .page("scoring-streams", "/metrics")
        .flatMap(
            page ->
                page.lines()
                    .filter(line -> line.startsWith("plumbline_config_" + meter + "{"))
                    .filter(line -> line.contains("file=\"hot/sampling.yaml\""))
                    .filter(line -> line.contains(outcome))
                    .findFirst())
        .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .orElse(-1.0);
  }

  private static double value(Installation installation, String service, String meter) {
    return installation
        .page(service, "/metrics")
        .flatMap(page -> page.lines().filter(line -> line.startsWith(meter)).findFirst())
        .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .orElse(-1.0);
  }
}
