package dev.plumbline.bench.ingest;

import java.io.IOException;
import java.time.Duration;

/** Finds how much one side acknowledges at most, by offering more until it does not keep up. */
final class Maximum {
  private static final double STEP = 1.3;
  private static final double KEEPS_UP = 0.95;
  private static final int MOST_STEPS = 20;

  private final Slices slices;
  private final Duration slice;

  Maximum(Slices slices, Duration slice) {
    this.slices = slices;
    this.slice = slice;
  }

  /** The most requests per second that were acknowledged at any offered rate. */
  double requestsPerSecond(Side side, Load load, double from) throws IOException {
    double best = 0;
    double offered = from;
    for (int i = 0; i < MOST_STEPS; i++) {
      Slice at = slices.run(side, load, offered, slice);
      double acknowledged = acknowledgedWithin(at);
      best = Math.max(best, acknowledged);
      if (acknowledged < KEEPS_UP * offered) {
        break;
      }
      offered *= STEP;
    }
    return best;
  }

  /** What was acknowledged after the end of the slice was not kept up with. */
  private static double acknowledgedWithin(Slice slice) {
    int[] byTenth = slice.seen().acknowledgedByTenth();
    int tenths = (int) (slice.duration().toMillis() / 100);
    int sum = 0;
    for (int i = 0; i < Math.min(tenths, byTenth.length); i++) {
      sum += byTenth[i];
    }
    return sum * 10.0 / tenths;
  }
}
