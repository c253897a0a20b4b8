package dev.plumbline.judge;

import dev.plumbline.runtime.admin.AdminConfig;
import dev.plumbline.runtime.config.Problems;
import java.util.List;

/**
 * The section {@code judge}.
 *
 * @param admin where the admin server listens
 * @param groupId consumer group
 * @param instanceId this instance's name in the group; must be its own and stay the same
 * @param judges whom requests can name
 * @param limits what is in flight
 */
public record JudgeConfig(
    AdminConfig admin,
    String groupId,
    String instanceId,
    List<JudgeSettings> judges,
    JudgeLimits limits) {
  /** Fills defaults and checks. */
  public JudgeConfig {
    admin = admin == null ? new AdminConfig("127.0.0.1", 9466) : admin;
    groupId = groupId == null ? "plumbline-judge" : groupId;
    instanceId = instanceId == null ? "judge-0" : instanceId;
    judges = judges == null ? List.of() : judges;
    limits = limits == null ? JudgeLimits.defaults() : limits;
    Problems.of("judge")
        .check(!judges.isEmpty(), "judges", "none", "at least one judge")
        .notBlank("groupId", groupId)
        .notBlank("instanceId", instanceId)
        .throwIfAny();
  }
}
