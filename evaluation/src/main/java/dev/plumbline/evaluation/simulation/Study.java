package dev.plumbline.evaluation.simulation;

import dev.plumbline.evaluation.estimate.JudgedRow;

/** Many replicates of a scenario. */
public final class Study {
  private Study() {}

  /** Sees each replicate with its rows. */
  public interface Watcher {
    /** Looks at nothing: only the findings are of interest. */
    Watcher NONE =
        new Watcher() {
          @Override
          public RowSink rows(int number) {
            return NO_ROWS;
          }

          @Override
          public void done(int number, Replicate replicate) {
            // The findings have it.
          }
        };

    /** Who takes the rows of the replicate of that number. */
    RowSink rows(int number);

    /** What they gave. */
    void done(int number, Replicate replicate);
  }

  private static final RowSink NO_ROWS =
      new RowSink() {
        @Override
        public void add(String hour, JudgedRow row) {
          // The sums have it.
        }

        @Override
        public void remove(String hour, JudgedRow row) {
          // The sums have it.
        }
      };

  /** Runs replicates 1 to {@code replicates}, each seen by the watcher. */
  public static Findings run(
      Scenario scenario, int replicates, long seed, double level, Watcher watcher) {
    Findings findings = new Findings(scenario);
    for (int number = 1; number <= replicates; number++) {
      Replicate replicate = Replicate.draw(scenario, seed, number, level, watcher.rows(number));
      watcher.done(number, replicate);
      findings.add(replicate);
    }
    return findings;
  }
}
