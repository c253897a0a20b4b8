package dev.plumbline.runtime.admin;

import dev.plumbline.runtime.config.Problems;

/**
 * Where a server of the service's own listens.
 *
 * @param host interface
 * @param port 0 for a free port
 */
public record ListenConfig(String host, Integer port) {
  /** Fills defaults and checks the range of the port. */
  public ListenConfig {
    host = host == null ? "127.0.0.1" : host;
    port = port == null ? 0 : port;
    Problems.of("").notBlank("host", host).inRange("port", port, 0, 65_535).throwIfAny();
  }

  /** Whether only this machine can connect. A name other than {@code localhost} may be anything. */
  public boolean onLoopback() {
    return host.equals("localhost")
        || host.equals("::1")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }
}
