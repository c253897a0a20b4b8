package dev.plumbline.ingest.auth;

import dev.plumbline.runtime.config.Problems;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code ingest.auth}: who may send.
 *
 * @param keys folder with a file for each tenant, named after it, with one key per line; null when
 *     senders have none
 * @param anonymous where senders without a credential are taken; never beside keys
 */
public record AuthConfig(@Nullable Path keys, Reach anonymous) {
  /** What must be said, for messages. */
  public static final String EXPECTED =
      "keys: a folder with a file of keys for each tenant; or, to take senders without a key,"
          + " anonymous: loopback while only this machine can connect, or anonymous: anywhere";

  /** Fills defaults, and refuses to leave open who may send. */
  public AuthConfig {
    anonymous = anonymous == null ? Reach.NEVER : anonymous;
    boolean open = anonymous != Reach.NEVER;
    Problems.of("ingest.auth")
        .check(keys != null || open, "keys", "nothing", EXPECTED)
        .check(
            keys == null || !open,
            "anonymous",
            anonymous.label(),
            "never beside keys, which would then keep nobody out")
        .throwIfAny();
  }
}
