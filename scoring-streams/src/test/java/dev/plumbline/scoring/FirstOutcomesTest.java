package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.chat;
import static dev.plumbline.scoring.Traces.request;
import static dev.plumbline.scoring.Traces.retrieval;
import static dev.plumbline.scoring.Traces.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.v1.Decision;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.VerdictStatus;
import io.micrometer.core.instrument.Counter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters have every interaction once per metric, under how it first ended there. */
class FirstOutcomesTest {
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);
  private static final long END = ScoringRun.START.toEpochMilli();
  private static final String HALF = ScoringRun.POLICY.replace("rate: 1.0", "rate: 0.5");

  @TempDir Path state;

  @Test
  void aRevisionOrASecondVerdictChangesNoCounter() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      // Given an answer that cannot be grounded before its documents come
      run.spans("a", request(root("a", END), chat("a", Traces.INVENTED, END)));
      run.after(ROOT_IDLE);
      JudgeRequest asked = run.requests().getFirst();
      run.verdict(Traces.verdict(asked, VerdictStatus.VERDICT_OK, false));
      run.verdict(Traces.verdict(asked, VerdictStatus.VERDICT_OK, true));
      // When
      run.spans("a", request(retrieval("a", END)));
      run.after(ROOT_IDLE);
      JudgeRequest again = run.requests().getFirst();
      run.verdict(Traces.verdict(again, VerdictStatus.VERDICT_OK, true));
      run.after(Duration.ofHours(1));
      // Then
      assertThat(counts(run, "plumbline.outcomes"))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "empty-answer pass", 1.0,
                  "grounding not_applicable", 1.0,
                  "quality/helpful fail", 1.0));
    }
  }

  @Test
  void anAnswerThatWasNotDrawnWeighsNothingAndTheDrawnOnesStandForIt() {
    try (ScoringRun run = new ScoringRun(state, HALF)) {
      for (int i = 0; i < 40; i++) {
        run.spans("t" + i, request(root("t" + i, END), chat("t" + i, Traces.GOOD, END)));
      }
      run.after(ROOT_IDLE);
      List<JudgeRequest> asked = run.requests();
      List<Decision> drawn =
          run.decisions().stream().filter(d -> d.getOutcome() == LedgerOutcome.PENDING).toList();
      // When one is never answered, and one is refused
      run.verdict(Traces.verdict(asked.getFirst(), VerdictStatus.VERDICT_REFUSED, true));
      asked
          .subList(2, asked.size())
          .forEach(r -> run.verdict(Traces.verdict(r, VerdictStatus.VERDICT_OK, true)));
      run.after(Duration.ofHours(1));
      // Then
      Map<String, Double> count = counts(run, "plumbline.outcomes");
      assertThat(count)
          .containsEntry("quality/helpful sampled_out", 40.0 - asked.size())
          .containsEntry("quality/helpful pass", asked.size() - 2.0)
          .containsEntry("quality/helpful judge_refused", 1.0)
          .containsEntry("quality/helpful expired", 1.0);
      double each = 1 / drawn.getFirst().getPi();
      assertThat(each).isEqualTo(2, within(1e-9));
      Map<String, Double> weight = counts(run, "plumbline.outcomes.weight");
      assertThat(weight.get("quality/helpful sampled_out")).isZero();
      assertThat(weight.get("quality/helpful pass"))
          .isEqualTo(each * (asked.size() - 2), within(1e-9));
      assertThat(weight.get("quality/helpful expired")).isEqualTo(each, within(1e-9));
      assertThat(weight.get("empty-answer pass")).isEqualTo(40);
    }
  }

  /** Raised chances would be right in a window, which takes the old ones back; a counter cannot. */
  @Test
  void anAnswerThatIsAskedAboutLaterIsNotCountedAgainNorWeighsAnotherLess() {
    String late =
        ScoringRun.POLICY.replace(
            "[{name: all, rate: 1.0}]",
            "[{name: complained, when: \"thumbs_down\", rate: 0.8}, {name: rest, rate: 0.1}]");
    try (ScoringRun run = new ScoringRun(state, late)) {
      // Given
      int traces = 60;
      for (int i = 0; i < traces; i++) {
        run.spans("t" + i, request(root("t" + i, END), chat("t" + i, Traces.GOOD, END)));
      }
      run.after(ROOT_IDLE);
      List<JudgeRequest> first = run.requests();
      // When
      for (int i = 0; i < traces; i++) {
        run.logs("t" + i, Traces.thumbsDown("t" + i, "u" + i));
      }
      run.after(Duration.ofSeconds(1));
      List<JudgeRequest> later = run.requests();
      first.forEach(r -> run.verdict(Traces.verdict(r, VerdictStatus.VERDICT_OK, true)));
      later.forEach(r -> run.verdict(Traces.verdict(r, VerdictStatus.VERDICT_OK, false)));
      // Then
      assertThat(first).isNotEmpty();
      assertThat(later).hasSizeGreaterThan(first.size());
      assertThat(counts(run, "plumbline.outcomes"))
          .containsEntry("quality/helpful pass", (double) first.size())
          .containsEntry("quality/helpful sampled_out", (double) traces - first.size())
          .doesNotContainKey("quality/helpful fail");
      assertThat(counts(run, "plumbline.outcomes.weight").get("quality/helpful pass"))
          .isEqualTo(10.0 * first.size(), within(1e-6));
    }
  }

  private static Map<String, Double> counts(ScoringRun run, String name) {
    Map<String, Double> counts = new TreeMap<>();
    for (Counter counter : run.registry.find(name).counters()) {
      counts.merge(
          counter.getId().getTag("evaluator") + " " + counter.getId().getTag("outcome"),
          counter.count(),
          Double::sum);
    }
    return counts;
  }
}
