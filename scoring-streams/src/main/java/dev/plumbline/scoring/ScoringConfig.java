package dev.plumbline.scoring;

import dev.plumbline.runtime.admin.AdminConfig;
import dev.plumbline.runtime.config.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The section {@code scoring}.
 *
 * @param admin where the admin server listens
 * @param applicationId name of the Streams application and its group
 * @param instanceId this instance's name in the group; must be its own and stay the same
 * @param stateDir where local state lives; it may be deleted while the service is down
 * @param threads stream threads
 * @param standbys copies of every task's state on other instances, ready to take over
 * @param pendingExpiry arrival time after which an unanswered judge request is closed
 * @param assembly when a trace is done
 * @param windows how windows are made
 * @param normaliser attribute names
 * @param signals how feedback finds its answer
 * @param publish in which other forms scores are published
 */
public record ScoringConfig(
    AdminConfig admin,
    String applicationId,
    String instanceId,
    Path stateDir,
    Integer threads,
    Integer standbys,
    Duration pendingExpiry,
    AssemblyConfig assembly,
    WindowsConfig windows,
    NormaliserSection normaliser,
    SignalsConfig signals,
    PublishConfig publish) {
  /** Fills defaults and checks ranges. */
  public ScoringConfig {
    admin = admin == null ? new AdminConfig("127.0.0.1", 9465) : admin;
    applicationId = applicationId == null ? "plumbline-scoring" : applicationId;
    instanceId = instanceId == null ? "scoring-0" : instanceId;
    stateDir = stateDir == null ? Path.of("/var/lib/plumbline/state") : stateDir;
    threads = threads == null ? 1 : threads;
    standbys = standbys == null ? 0 : standbys;
    pendingExpiry = pendingExpiry == null ? Duration.ofMinutes(30) : pendingExpiry;
    assembly = assembly == null ? Defaults.ASSEMBLY : assembly;
    windows = windows == null ? Defaults.WINDOWS : windows;
    normaliser = normaliser == null ? new NormaliserSection(List.of(), List.of()) : normaliser;
    signals = signals == null ? Defaults.SIGNALS : signals;
    publish = publish == null ? Defaults.PUBLISH : publish;
    Problems.of("scoring")
        .notBlank("applicationId", applicationId)
        .notBlank("instanceId", instanceId)
        .inRange("threads", threads, 1, 64)
        .inRange("standbys", standbys, 0, 4)
        .positive("pendingExpiry", pendingExpiry)
        .throwIfAny();
  }

  /** Sections that were left out altogether. */
  @SuppressWarnings("NullAway") // null is "not set in the file"
  private static final class Defaults {
    private static final AssemblyConfig ASSEMBLY =
        new AssemblyConfig(null, null, null, null, null, null, null);
    private static final WindowsConfig WINDOWS =
        new WindowsConfig(null, null, null, null, null, null);
    private static final SignalsConfig SIGNALS = new SignalsConfig(null, null, null, null, null);
    private static final PublishConfig PUBLISH = new PublishConfig(null, null, null);
  }
}
