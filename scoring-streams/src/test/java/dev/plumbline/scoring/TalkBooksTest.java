package dev.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.StratumSums;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rates of whole conversations, against what they were made of; and again in a replay. */
class TalkBooksTest {
  @TempDir Path state;

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 1", "1, 4", "1, 25"})
  void countsEveryTurnAndVoteOnceWheneverTheTaskNoticesTime(long seed, int tickEvery) {
    TalkTraffic traffic = new TalkTraffic(seed);
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      traffic.send(run, tickEvery);
      Map<String, String> expected = new TreeMap<>();
      Map<String, String> found = new TreeMap<>();
      traffic.expected.forEach(
          (metric, sums) -> {
            expected.put(metric, sums[0] + " settled, " + sums[1] + " good");
            StratumSums total = run.total(metric);
            found.put(metric, total.getScored() + " settled, " + total.getPassed() + " good");
          });
      assertThat(found).as("seed " + seed).isEqualTo(expected);
      assertThat(run.fate(ScoringMetrics.Fate.NO_ANSWER)).isZero();
      assertThat(run.fate(ScoringMetrics.Fate.DUPLICATE)).isPositive();
      assertThat(run.fate(ScoringMetrics.Fate.EARLY_BY_RESPONSE)).isPositive();
    }
  }
}
