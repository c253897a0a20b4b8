package dev.plumbline.judge;

import dev.plumbline.judge.call.BudgetConfig;
import dev.plumbline.judge.call.LimitsConfig;
import dev.plumbline.judge.provider.EndpointConfig;
import dev.plumbline.runtime.admin.AdminConfig;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.Problems;
import java.util.List;

/**
 * The section {@code judge}.
 *
 * @param admin where the admin server listens, by default 127.0.0.1:9466
 * @param groupId consumer group of all judge workers
 * @param instanceId this worker's name in the group: its own, and the same after a restart
 * @param judges whom requests can name
 * @param limits what is in flight, and how long it is tried
 * @param budget what all workers together may spend on a day
 */
public record JudgeConfig(
    AdminConfig admin,
    String groupId,
    String instanceId,
    List<EndpointConfig> judges,
    LimitsConfig limits,
    BudgetConfig budget) {
  /** Fills defaults and checks. */
  public JudgeConfig {
    admin = admin == null ? new AdminConfig("127.0.0.1", 9466) : admin;
    groupId = groupId == null ? "plumbline-judge" : groupId;
    instanceId = instanceId == null ? "judge-0" : instanceId;
    judges = judges == null ? List.of() : judges;
    limits = limits == null ? LimitsConfig.defaults() : limits;
    budget = budget == null ? BudgetConfig.none() : budget;
    long ids = judges.stream().map(EndpointConfig::id).distinct().count();
    Problems.of("judge")
        .notBlank("groupId", groupId)
        .notBlank("instanceId", instanceId)
        .check(!judges.isEmpty(), "judges", "none", "at least one judge")
        .check(ids == judges.size(), "judges", "an id twice", "ids that differ")
        .throwIfAny();
  }

  /**
   * The judges of a directory, their key files found from there.
   *
   * @throws dev.plumbline.runtime.config.ConfigException naming every problem of the section
   */
  public static List<EndpointConfig> judgesOf(ConfigDirectory config) {
    return config.bind("judge", JudgeConfig.class).judges().stream()
        .map(judge -> judge.below(config.path()))
        .toList();
  }
}
