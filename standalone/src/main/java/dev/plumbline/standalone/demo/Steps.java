package dev.plumbline.standalone.demo;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.Locale;

/** Prints one line per step, with the seconds since the JVM started. */
final class Steps {
  private final PrintStream out;
  private final InstantSource clock;
  private final long started = ManagementFactory.getRuntimeMXBean().getStartTime();

  Steps(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  double seconds() {
    return (clock.millis() - started) / 1000.0;
  }

  void done(String text) {
    out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), text);
    out.flush();
  }
}
