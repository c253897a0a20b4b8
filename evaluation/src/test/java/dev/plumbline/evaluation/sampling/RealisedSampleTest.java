package dev.plumbline.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.Interactions;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.StratumRate;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample that is drawn is the one that the recorded chances promise. */
class RealisedSampleTest {
  private static final int QUARTERS = 16;
  private static final int TRACES_PER_QUARTER = 1_500;
  private static final String SALT = "judge-v1";

  /** Chances and what came of them, in one stratum and quarter of an hour. */
  private static final class Tally {
    private double expected;
    private double variance;
    private long asked;

    void add(JudgeDecision decision) {
      expected += decision.pi();
      variance += decision.pi() * (1 - decision.pi());
      asked += decision.asked() ? 1 : 0;
    }
  }

  static Stream<Arguments> traceIds() {
    Random random = new Random(23);
    LongFunction<String> fair = n -> hex(random);
    LongFunction<String> counted = n -> "%032x".formatted(n + 1);
    LongFunction<String> lowRandomness =
        n -> hex(random).substring(0, 18) + "%014x".formatted(n % 64);
    LongFunction<String> highRandomness =
        n -> hex(random).substring(0, 18) + "%014x".formatted((1L << 56) - 1 - n % 64);
    LongFunction<String> guessed = n -> smallestUnder("judge", random);
    LongFunction<String> unsalted = n -> smallestUnder("", random);
    return Stream.of(
        Arguments.of("random", fair),
        Arguments.of("counted", counted),
        Arguments.of("always kept by head sampling", highRandomness),
        Arguments.of("never kept by head sampling", lowRandomness),
        Arguments.of("chosen under a guessed salt", guessed),
        Arguments.of("chosen without a salt", unsalted));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("traceIds")
  void isWithinFourStandardDeviationsWhateverTheTraceIds(String how, LongFunction<String> ids) {
    Map<String, Tally> tallies = new TreeMap<>();
    Random random = new Random(5);
    long number = 0;
    for (int quarter = 0; quarter < QUARTERS; quarter++) {
      JudgeSampler sampler = JudgeSampler.of(plan(0.02 + 0.05 * (quarter % 4)));
      for (int i = 0; i < TRACES_PER_QUARTER; i++) {
        Interaction interaction =
            Interactions.answering("x").setTraceId(ids.apply(number++)).build();
        JudgeDecision decision =
            sampler.decide(interaction, checks(random.nextDouble() >= 0.2)).getFirst();
        tallies.computeIfAbsent(decision.stratum() + "/" + quarter, k -> new Tally()).add(decision);
      }
    }
    assertThat(tallies).hasSize(2 * QUARTERS);
    assertThat(tallies)
        .allSatisfy(
            (place, tally) ->
                assertThat(Math.abs(tally.asked - tally.expected))
                    .as(place)
                    .isLessThanOrEqualTo(4 * Math.sqrt(tally.variance)));
  }

  @Test
  void everyDecisionFollowsFromTheTraceIdAndThePlanAlone() {
    Random random = new Random(29);
    Plan plan = plan(0.1);
    JudgeSampler sampler = JudgeSampler.of(plan);
    for (int i = 0; i < 5_000; i++) {
      boolean clean = random.nextDouble() >= 0.2;
      Interaction interaction = Interactions.answering("x").setTraceId(hex(random)).build();
      JudgeDecision decision = sampler.decide(interaction, checks(clean)).getFirst();
      String stratum = clean ? "rest" : "suspicious";
      double rate =
          plan.getRatesList().stream()
              .filter(one -> one.getStratum().equals(stratum))
              .mapToDouble(StratumRate::getPi)
              .findFirst()
              .orElseThrow();
      BigInteger draw = sha(SALT, interaction.getTraceId());
      assertThat(decision.stratum()).isEqualTo(stratum);
      assertThat(BigInteger.valueOf(decision.draw())).isEqualTo(draw);
      assertThat(decision.asked()).isEqualTo(draw.doubleValue() / 0x1p56 < rate);
    }
  }

  private static Plan plan(double rest) {
    Plan.Builder plan = SamplingPolicy.parse(Policies.TWO_STRATA).staticPlan().toBuilder();
    plan.setRates(1, plan.getRates(1).toBuilder().setPi(rest));
    return plan.setPlanId("rest-" + rest).build();
  }

  private static List<CheckResult> checks(boolean clean) {
    return List.of(
        new CheckResult(
            "grounding", "1", new CheckOutcome.Scored(clean, clean ? 1 : 0, "", List.of())));
  }

  /** Of twenty ids the one whose draw an attacker thinks is the smallest. */
  private static String smallestUnder(String salt, Random random) {
    return Stream.generate(() -> hex(random))
        .limit(20)
        .min((a, b) -> sha(salt, a).compareTo(sha(salt, b)))
        .orElseThrow();
  }

  private static String hex(Random random) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private static BigInteger sha(String salt, String traceId) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, Arrays.copyOf(digest.digest(HexFormat.of().parseHex(traceId)), 7));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
