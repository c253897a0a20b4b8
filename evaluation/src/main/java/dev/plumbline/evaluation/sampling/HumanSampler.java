package dev.plumbline.evaluation.sampling;

import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.HumanDraw.Purpose;
import dev.plumbline.v1.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides by plan which judged answers people are asked about. Both purposes have a salt of their
 * own, so that both draws are independent of each other and of the judge's; the criteria of one
 * rubric share theirs, so that one look at an answer serves them all. Pure: same facts, same draws.
 */
public final class HumanSampler {
  private final Plan plan;
  private final String salt;
  private final Map<String, SamplingPolicy.Rubric> rubrics;

  HumanSampler(Plan plan, SamplingPolicy policy) {
    this.plan = plan;
    this.salt = policy.salt();
    this.rubrics =
        policy.rubrics().stream()
            .collect(Collectors.toMap(SamplingPolicy.Rubric::id, Function.identity()));
  }

  /** The draws for an answer once it is known how asking its judge ended: at most one a purpose. */
  public List<HumanDraw> draws(JudgedAnswer answer) {
    return Stream.of(audit(answer), informative(answer)).flatMap(Optional::stream).toList();
  }

  /**
   * The informative draw with what is known by now: the number that was drawn first, and the larger
   * chance.
   *
   * @param held the draw so far; empty when no rule applied yet
   * @return empty when nothing changes
   */
  public Optional<HumanDraw> again(Optional<HumanDraw> held, JudgedAnswer answer) {
    Optional<HumanDraw> now = informative(answer);
    if (held.isEmpty() || now.isEmpty()) {
      return now;
    }
    HumanDraw first = held.get();
    return now.filter(next -> next.getThreshold() > first.getThreshold())
        .map(
            next ->
                next.toBuilder()
                    .setDraw(first.getDraw())
                    .setSaltEpoch(first.getSaltEpoch())
                    .setDrawn(first.getDraw() < next.getThreshold())
                    .build());
  }

  private Optional<HumanDraw> audit(JudgedAnswer answer) {
    return stratum(answer)
        .map(stratum -> stratum.audit().of(answer.verdict()))
        .filter(share -> share > 0)
        .map(share -> draw(answer, Purpose.AUDIT, share, ""));
  }

  private Optional<HumanDraw> informative(JudgedAnswer answer) {
    SamplingPolicy.Rubric rubric = rubrics.get(answer.rubric());
    if (rubric == null) {
      return Optional.empty();
    }
    Map<String, Object> facts = answer.facts();
    return rubric.informative().stream()
        .filter(rule -> rule.when().holds(facts).orElse(false))
        .findFirst()
        .map(rule -> draw(answer, Purpose.INFORMATIVE, rule.rate(), rule.name()));
  }

  /** A stratum that the policy does not have any more has no share. */
  private Optional<SamplingPolicy.Stratum> stratum(JudgedAnswer answer) {
    return Optional.ofNullable(rubrics.get(answer.rubric())).stream()
        .flatMap(rubric -> rubric.strata().stream())
        .filter(stratum -> stratum.name().equals(answer.stratum()))
        .findFirst();
  }

  private HumanDraw draw(JudgedAnswer answer, Purpose purpose, double rate, String reason) {
    long threshold = Draw.threshold(rate);
    long draw = Draw.of(purpose.name().toLowerCase(Locale.ROOT) + "/" + salt, answer.traceId());
    return HumanDraw.newBuilder()
        .setMetric(answer.metric())
        .setPurpose(purpose)
        .setPiHuman(Draw.probability(threshold))
        .setDraw(draw)
        .setThreshold(threshold)
        .setDrawn(draw < threshold)
        .setPlanId(plan.getPlanId())
        .setSaltEpoch(plan.getSaltEpoch())
        .setReason(reason)
        .build();
  }
}
