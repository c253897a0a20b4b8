package dev.plumbline.judge.call;

import dev.plumbline.runtime.config.Problems;
import org.jspecify.annotations.Nullable;

/**
 * What all judge workers together may spend on a day (UTC) at most. A fuse, not a plan: a budget of
 * the sampling policy lowers chances and comes first.
 *
 * @param callsPerDay calls to endpoints, retries among them; null for no limit
 * @param tokensPerDay tokens, in and out; null for no limit
 * @param usdPerDay dollars by the price table; null for no limit
 */
public record BudgetConfig(
    @Nullable Long callsPerDay, @Nullable Long tokensPerDay, @Nullable Double usdPerDay) {
  /** Checks ranges. */
  public BudgetConfig {
    Problems.of("judge.budget")
        .check(isPositive(callsPerDay), "callsPerDay", shown(callsPerDay), "a number above 0")
        .check(isPositive(tokensPerDay), "tokensPerDay", shown(tokensPerDay), "a number above 0")
        .check(
            usdPerDay == null || usdPerDay > 0 && Double.isFinite(usdPerDay),
            "usdPerDay",
            shown(usdPerDay),
            "a number above 0")
        .throwIfAny();
  }

  /** What holds when the file says nothing: no fuse. */
  public static BudgetConfig none() {
    return new BudgetConfig(null, null, null);
  }

  /** Whether nothing is limited. */
  public boolean isNone() {
    return callsPerDay == null && tokensPerDay == null && usdPerDay == null;
  }

  private static boolean isPositive(@Nullable Long limit) {
    return limit == null || limit > 0;
  }

  private static String shown(@Nullable Number found) {
    return String.valueOf(found);
  }
}
