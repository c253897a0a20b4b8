package dev.plumbline.scoring.plan;

import dev.plumbline.evaluation.sampling.JudgeSampler;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.v1.Plan;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The plan that a task decides by: the one that it was sent last, or the policy's own. */
public final class CurrentPlan {
  private final KeyValueStore<String, Plan> plans;
  private final Supplier<SamplingPolicy> policy;
  private @Nullable JudgeSampler sampler;

  /**
   * The plan of a task.
   *
   * @param plans what it was sent
   * @param policy decided by until then
   */
  public CurrentPlan(KeyValueStore<String, Plan> plans, Supplier<SamplingPolicy> policy) {
    this.plans = plans;
    this.policy = policy;
  }

  /** Its sampler, compiled once per plan. */
  public JudgeSampler sampler() {
    Plan stored = plans.get(PlanProcessor.KEY);
    Plan plan = stored == null ? policy.get().staticPlan() : stored;
    JudgeSampler last = sampler;
    if (last != null && last.plan().getPlanId().equals(plan.getPlanId())) {
      return last;
    }
    JudgeSampler next = JudgeSampler.of(plan);
    sampler = next;
    return next;
  }
}
