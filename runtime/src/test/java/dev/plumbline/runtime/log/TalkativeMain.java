package dev.plumbline.runtime.log;

import java.util.logging.Level;
import org.slf4j.LoggerFactory;

/** Logs as a service and its libraries would, in a process of its own. */
final class TalkativeMain {
  private TalkativeMain() {}

  public static void main(String[] args) {
    JulBridge.install();
    JulBridge.install();
    var ours = LoggerFactory.getLogger("dev.plumbline.ingest.Talkative");
    ours.atDebug().log("ours-debug");
    ours.atInfo().addKeyValue("tenant", "acme\n12:00:00.000 ERROR forged").log("ours-info");
    ours.atError().setCause(new IllegalStateException("broke")).log("ours-error");
    for (String library : new String[] {"org.apache.kafka.clients.Metadata", "io.grpc.Server"}) {
      LoggerFactory.getLogger(library).info("library-info");
      LoggerFactory.getLogger(library).warn("library-warn");
    }
    java.util.logging.Logger jul = java.util.logging.Logger.getLogger("io.grpc.internal.Jul");
    jul.log(Level.INFO, "jul-info");
    jul.log(Level.WARNING, "jul-warn");
  }
}
