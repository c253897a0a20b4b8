package dev.plumbline.runtime.log;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends what libraries log with java.util.logging (gRPC, protobuf, the JDK's HTTP server) to SLF4J,
 * so that there is one log with one format and one place for levels.
 */
public final class JulBridge {
  private JulBridge() {}

  /** Installs the bridge for the whole JVM; again does nothing. */
  public static void install() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
      // A disabled message still costs the bridge its formatting, so the noise is cut at its
      // source.
      Logger.getLogger("").setLevel(Level.WARNING);
    }
  }
}
