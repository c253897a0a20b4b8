package dev.plumbline.ingest.auth;

import dev.plumbline.runtime.config.Problems;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code ingest.auth}: who may send.
 *
 * @param keys folder with a file for each tenant, named after it, with one key per line; null when
 *     senders have none
 * @param certificates tenants by the subject alternative names of client certificates
 * @param anonymous where senders without a credential are taken; never beside keys or certificates
 */
public record AuthConfig(@Nullable Path keys, Map<String, String> certificates, Reach anonymous) {
  /** What must be said, for messages. */
  public static final String EXPECTED =
      "keys: a folder with a file of keys for each tenant; or certificates: names in client"
          + " certificates with their tenants; or, to take senders without a key,"
          + " anonymous: loopback while only this machine can connect, or anonymous: anywhere";

  /** Fills defaults, and refuses to leave open who may send. */
  public AuthConfig {
    anonymous = anonymous == null ? Reach.NEVER : anonymous;
    certificates = certificates == null ? Map.of() : Map.copyOf(certificates);
    boolean open = anonymous != Reach.NEVER;
    boolean closed = keys != null || !certificates.isEmpty();
    Problems problems = Problems.of("ingest.auth");
    certificates.forEach(
        (name, tenant) ->
            problems.check(Tenant.isName(tenant), "certificates." + name, tenant, Tenant.EXPECTED));
    problems
        .check(closed || open, "keys", "nothing", EXPECTED)
        .check(
            !closed || !open,
            "anonymous",
            anonymous.label(),
            "never beside keys or certificates, which would then keep nobody out")
        .throwIfAny();
  }

  /** Whether every sender has to show a credential. */
  public boolean asksForCredentials() {
    return anonymous == Reach.NEVER;
  }
}
