package dev.plumbline.ingest;

import dev.plumbline.runtime.lifecycle.ServiceMain;

/** The OTLP receiver as a process of its own. */
public final class IngestMain {
  private IngestMain() {}

  /** Runs it from the config directory that the first argument names. */
  public static void main(String[] args) {
    ServiceMain.main("ingest", args, IngestApp::new);
  }
}
