package dev.plumbline.scoring;

import dev.plumbline.v1.Decision;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.VerdictStatus;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Seeded traffic of everything that happens: answers with documents that come late or twice,
 * verdicts of all kinds that come late or never, thumbs before and after. What it sends depends on
 * the seed alone, and not on when the task notices the time.
 */
final class Traffic {
  final List<Score> scores = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  private final Random random;
  private final Random judge;
  private final List<JudgeRequest> asked = new ArrayList<>();
  private final Consumer<ScoringRun> between;

  Traffic(long seed) {
    this(seed, run -> {});
  }

  /**
   * Traffic with something else in it.
   *
   * @param between happens after every step
   */
  Traffic(long seed, Consumer<ScoringRun> between) {
    random = new Random(seed);
    judge = new Random(seed + 1);
    this.between = between;
  }

  /**
   * Sends traces, a few a second.
   *
   * @param tickEvery the task notices the time after every so many steps
   */
  void send(ScoringRun run, int traces, int tickEvery) {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < traces; i++) {
      String trace = "t" + i;
      long end = run.nowMillis() - random.nextInt(180_000);
      String answer = random.nextInt(4) == 0 ? Traces.INVENTED : Traces.GOOD;
      Span chat = Traces.chatOf(trace, answer, end, "gpt-" + i % 2, "v" + i % 3);
      run.spans(trace, Traces.request(Traces.rootOf(trace, end, "route-" + i % 2), chat));
      if (random.nextInt(10) < 7) {
        run.spans(trace, Traces.request(Traces.retrieval(trace, end)));
      } else {
        open.add(i);
      }
      if (random.nextInt(5) == 0) {
        run.spans(trace, Traces.request(chat));
      }
      if (random.nextInt(3) == 0) {
        run.logs(trace, thumb(trace, i));
      }
      step(run, i, tickEvery);
      if (!open.isEmpty() && random.nextInt(3) == 0) {
        String late = "t" + open.removeFirst();
        run.spans(late, Traces.request(Traces.retrieval(late, end)));
      }
    }
    // Beyond the expiry of what nobody answered, noticed step by step by all.
    for (int i = 0; i < 10; i++) {
      run.after(Duration.ofMinutes(5));
      collect(run);
    }
  }

  private byte[] thumb(String trace, int i) {
    String value = random.nextBoolean() ? "1" : "0";
    return Traces.signal(trace, "user_feedback", "u" + i, value, random.nextInt(1_000));
  }

  private void step(ScoringRun run, int i, int tickEvery) {
    Duration pause = Duration.ofMillis(200 + random.nextInt(1_500));
    if (i % tickEvery == 0) {
      run.ticked(pause);
    } else {
      run.unnoticed(pause);
    }
    collect(run);
    between.accept(run);
    // The judge answers in the order of the requests' traces, at fixed steps of the traffic.
    if (i % 50 == 49) {
      asked.sort((a, b) -> a.getTraceId().compareTo(b.getTraceId()));
      for (JudgeRequest request : List.copyOf(asked)) {
        if (request.getRequestedUnixMillis() < run.nowMillis() - 20_000) {
          asked.remove(request);
          answer(run, request);
        }
      }
    }
  }

  private void answer(ScoringRun run, JudgeRequest request) {
    switch (judge.nextInt(8)) {
      case 0 -> {
        // Never answered.
      }
      case 1 -> run.verdict(Traces.verdict(request, VerdictStatus.VERDICT_MALFORMED, false));
      case 2 -> {
        run.verdict(Traces.verdict(request, VerdictStatus.VERDICT_OK, true));
        run.verdict(Traces.verdict(request, VerdictStatus.VERDICT_OK, false));
      }
      default ->
          run.verdict(Traces.verdict(request, VerdictStatus.VERDICT_OK, judge.nextBoolean()));
    }
  }

  private void collect(ScoringRun run) {
    asked.addAll(run.requests());
    scores.addAll(run.scores());
    decisions.addAll(run.decisions());
  }
}
