package dev.plumbline.scoring;

import dev.plumbline.runtime.lifecycle.ServiceMain;

/** The scoring topology as a process of its own. */
public final class ScoringMain {
  private ScoringMain() {}

  /** Runs it from the config directory that the first argument names. */
  public static void main(String[] args) {
    ServiceMain.main("scoring-streams", args, ScoringApp::new);
  }
}
