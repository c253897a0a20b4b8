package dev.plumbline.console.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guards a console on loopback against DNS rebinding: a foreign page whose name resolves to this
 * machine still sends its own name in {@code Host}. A console on another interface takes any name.
 */
final class LoopbackHosts {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean loopback;

  LoopbackHosts(String boundTo) {
    loopback = NAMES.contains(boundTo) || boundTo.equals("::1");
  }

  boolean accepts(@Nullable String header) {
    if (!loopback) {
      return true;
    }
    return header != null
        && NAMES.contains(header.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
  }
}
