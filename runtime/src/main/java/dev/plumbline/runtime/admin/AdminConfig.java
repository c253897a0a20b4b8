package dev.plumbline.runtime.admin;

import dev.plumbline.runtime.config.Problems;

/**
 * Where the admin server listens.
 *
 * @param host interface, by default loopback
 * @param port 0 for a free port, which is the default
 */
public record AdminConfig(String host, Integer port) {
  /** Fills defaults and checks the range of the port. */
  public AdminConfig {
    host = host == null ? "127.0.0.1" : host;
    port = port == null ? 0 : port;
    Problems.of("admin").notBlank("host", host).inRange("port", port, 0, 65_535).throwIfAny();
  }
}
