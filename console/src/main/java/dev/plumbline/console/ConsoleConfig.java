package dev.plumbline.console;

import dev.plumbline.runtime.admin.AdminConfig;
import dev.plumbline.runtime.admin.ListenConfig;
import dev.plumbline.runtime.config.Problems;

/**
 * Section {@code console}.
 *
 * @param http where the page is served; loopback and 8080 by default, since it shows content and
 *     asks for no password
 * @param admin where the admin server listens
 * @param simulated whether traffic and judge are simulated, which the page then says
 * @param maxRows requests kept in memory; the oldest leave first
 */
public record ConsoleConfig(
    ListenConfig http, AdminConfig admin, Boolean simulated, Integer maxRows) {
  /** Fills defaults and checks ranges. */
  public ConsoleConfig {
    http = http == null ? new ListenConfig("127.0.0.1", 8080) : http;
    admin = admin == null ? new AdminConfig("127.0.0.1", 0) : admin;
    simulated = simulated != null && simulated;
    maxRows = maxRows == null ? 100_000 : maxRows;
    Problems.of("console").inRange("maxRows", maxRows, 1, 5_000_000).throwIfAny();
  }
}
