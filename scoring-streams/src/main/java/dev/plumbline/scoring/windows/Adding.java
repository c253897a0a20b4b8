package dev.plumbline.scoring.windows;

import com.google.protobuf.ProtocolStringList;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.v1.SliWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds a difference to a window: its sums, and which policies, plans, sets of checks and versions
 * of the evaluator they come from.
 */
final class Adding {
  /** Plans may change every ten seconds; a window is no list of them. */
  private static final int PLANS = 4;

  private Adding() {}

  static void into(SliWindow.Builder sum, SliWindow delta) {
    WindowSums.addInto(sum, delta);
    List<String> plans = both(sum.getPlanIdsList(), delta.getPlanIdsList());
    sum.clearPlanIds()
        .addAllPlanIds(plans.subList(Math.max(0, plans.size() - PLANS), plans.size()));
    List<String> policies = both(sum.getPolicyHashesList(), delta.getPolicyHashesList());
    sum.clearPolicyHashes().addAllPolicyHashes(policies);
    List<String> sets = both(sum.getCheckSetsList(), delta.getCheckSetsList());
    sum.clearCheckSets().addAllCheckSets(sets);
    List<String> versions = both(sum.getEvaluatorVersionsList(), delta.getEvaluatorVersionsList());
    sum.clearEvaluatorVersions().addAllEvaluatorVersions(versions);
    if (!delta.getCheckSet().isEmpty()) {
      sum.setCheckSet(delta.getCheckSet());
    }
  }

  /** In the order in which they were first seen. */
  private static List<String> both(ProtocolStringList held, ProtocolStringList news) {
    List<String> both = new ArrayList<>(held);
    news.stream().filter(one -> !both.contains(one)).forEach(both::add);
    return both;
  }
}
