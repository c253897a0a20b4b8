package dev.plumbline.judge.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.judge.fixtures.Requests;
import dev.plumbline.judge.fixtures.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a day may cost. */
class BudgetFuseTest {
  private static final String KEY = Requests.request(1).getJudgmentKey();

  private final TestClock clock = new TestClock();

  @Test
  void stopsAtTheLastCallThatTheDayAllowsWhateverIsInFlight() {
    BudgetFuse fuse = fuse(new BudgetConfig(3L, null, null), 1);
    fuse.own(0, new Spend(1, 0, 0));
    assertThat(fuse.enter(KEY)).isEmpty();
    assertThat(fuse.enter(KEY)).isEmpty();
    assertThat(fuse.enter(KEY)).hasValue("calls");
    fuse.ended(KEY, Spend.NONE);
    assertThat(fuse.enter(KEY)).hasValue("calls");
    assertThat(fuse.spentShare()).isEqualTo(1);
  }

  @Test
  void beginsAnewAtMidnightUtc() {
    BudgetFuse fuse = fuse(new BudgetConfig(1L, null, null), 1);
    fuse.own(0, Spend.NONE);
    assertThat(fuse.enter(KEY)).isEmpty();
    clock.advance(Duration.ofHours(13));
    assertThat(fuse.enter(KEY)).hasValue("calls");
    clock.advance(Duration.ofHours(1));
    assertThat(fuse.enter(KEY)).isEmpty();
  }

  @Test
  void ownsTheShareOfItsPartitionsAndWhatWasSpentOnThem() {
    BudgetFuse fuse = fuse(new BudgetConfig(80L, null, null), 8);
    assertThat(fuse.enter(KEY)).as("owns nothing").isPresent();
    fuse.own(1, new Spend(10, 0, 0));
    assertThat(fuse.enter(KEY)).hasValue("calls");
    fuse.own(2, Spend.NONE);
    assertThat(fuse.spentShare()).isEqualTo(0.5);
    assertThat(fuse.enter(KEY)).isEmpty();
    fuse.release(2);
    assertThat(fuse.enter(KEY)).hasValue("calls");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 60})
  void aDayEndsAtMostWhatWasInFlightAboveItsCap(int inFlight) {
    long seed = 17;
    Random random = new Random(seed);
    BudgetFuse money = fuse(new BudgetConfig(null, null, 0.5), 1);
    money.own(0, Spend.NONE);
    List<Spend> flying = new ArrayList<>();
    long spent = 0;
    while (true) {
      while (flying.size() < inFlight && money.enter(KEY).isEmpty()) {
        flying.add(new Spend(0, 10, 200 + random.nextInt(3_600)));
      }
      if (flying.isEmpty()) {
        break;
      }
      Spend ended = flying.remove(random.nextInt(flying.size()));
      spent += ended.microUsd();
      money.ended(KEY, ended);
    }
    // A call costs 2,000 on the mean: what was in flight at the end is foreseen but for its spread.
    assertThat(spent).as("seed %s", seed).isBetween(490_000L, 500_000L + 4 * 3_800L);
  }

  @Test
  void limitsTokensToo() {
    BudgetFuse fuse = fuse(new BudgetConfig(null, 1_000L, null), 1);
    fuse.own(0, new Spend(9, 999, 5));
    assertThat(fuse.enter(KEY)).isEmpty();
    fuse.ended(KEY, new Spend(0, 1, 0));
    assertThat(fuse.enter(KEY)).hasValue("tokens");
  }

  @Test
  void findsThePartitionThatKafkaPutTheRequestIn() {
    // Partitions that kafka-clients' own partitioner gave these keys.
    assertThat(BudgetFuse.partition("foobar", 1_000))
        .isEqualTo((int) ((-790332482L & 0x7fffffffL) % 1_000));
    assertThat(
            IntStream.range(0, 4_000)
                .map(i -> BudgetFuse.partition(Requests.request(i).getJudgmentKey(), 8))
                .distinct()
                .count())
        .isEqualTo(8);
  }

  @Test
  void refusesLimitsThatAreNone() {
    assertThatThrownBy(() -> new BudgetConfig(0L, -1L, Double.NaN))
        .hasMessageContainingAll(
            "judge.budget.callsPerDay", "judge.budget.tokensPerDay", "judge.budget.usdPerDay");
  }

  private BudgetFuse fuse(BudgetConfig config, int partitions) {
    return new BudgetFuse(config, partitions, clock);
  }
}
