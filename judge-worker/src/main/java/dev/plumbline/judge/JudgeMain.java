package dev.plumbline.judge;

import dev.plumbline.runtime.lifecycle.ServiceMain;

/** The judge worker as a process of its own. */
public final class JudgeMain {
  private JudgeMain() {}

  /** Runs it from the config directory that the first argument names. */
  public static void main(String[] args) {
    ServiceMain.main("judge-worker", args, JudgeApp::new);
  }
}
