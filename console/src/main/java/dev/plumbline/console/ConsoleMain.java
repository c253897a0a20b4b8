package dev.plumbline.console;

import dev.plumbline.runtime.lifecycle.ServiceMain;

/** The page as a process of its own. */
public final class ConsoleMain {
  private ConsoleMain() {}

  /** Runs it from the config directory that the first argument names. */
  public static void main(String[] args) {
    ServiceMain.main("console", args, ConsoleApp::new);
  }
}
