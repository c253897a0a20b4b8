package dev.plumbline.console.data;

import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Plan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which sampling policy and which set of checks are in effect, as the records themselves say. */
public final class InEffect {
  private @Nullable Known policy;
  private @Nullable Known checks;
  private long decidedMillis;

  /**
   * What is in effect.
   *
   * @param hash as the records carry it
   * @param sinceMillis when the first record with it was made
   * @param before what was in effect before; empty when that is not known
   */
  public record Known(String hash, long sinceMillis, String before) {}

  /** Notes a plan; the last one made counts. Every partition has a copy of it. */
  public synchronized void plan(Plan plan) {
    if (policy == null || plan.getCreatedUnixMillis() > policy.sinceMillis()) {
      policy = next(policy, plan.getPolicyHash(), plan.getCreatedUnixMillis());
    }
  }

  /** Notes the checks behind a decision; those of a judge's may be older than the decision. */
  public synchronized void decision(Decision decision) {
    if (decision.getEvaluator().getKind() == Evaluator.Kind.CHECK
        && !decision.getCheckSet().isEmpty()
        && decision.getDecidedUnixMillis() >= decidedMillis) {
      decidedMillis = decision.getDecidedUnixMillis();
      checks = next(checks, decision.getCheckSet(), decidedMillis);
    }
  }

  /** The sampling policy; empty before the first plan. */
  public synchronized Optional<Known> policy() {
    return Optional.ofNullable(policy);
  }

  /** The set of checks; empty before the first decision. */
  public synchronized Optional<Known> checks() {
    return Optional.ofNullable(checks);
  }

  private static Known next(@Nullable Known last, String hash, long millis) {
    if (last != null && last.hash().equals(hash)) {
      return last;
    }
    return new Known(hash, millis, last == null ? "" : last.hash());
  }
}
