package dev.plumbline.evaluation.measure;

import dev.plumbline.evaluation.estimate.Interval;
import dev.plumbline.evaluation.estimate.Wilson;
import java.util.Arrays;

/**
 * The area under the ROC curve: the chance that a good answer has a higher value than a bad one,
 * ties counting half. Its interval is that of DeLong, DeLong and Clarke-Pearson (1988) on the logit
 * scale; where every good answer is above every bad one, that of Wilson for the smaller group. For
 * good .9, .8, .4 and bad .5, .3 it is 5/6.
 */
final class Auroc {
  private static final double Z = 1.959964;
  private static final double LEVEL = 0.95;

  private Auroc() {}

  static Rate of(double[] good, double[] bad) {
    if (good.length == 0 || bad.length == 0) {
      return Rate.UNKNOWN;
    }
    double[] above = shareBelow(good, bad);
    double[] below = shareBelow(bad, good);
    double area = Arrays.stream(above).average().orElseThrow();
    if (area <= 0 || area >= 1) {
      return new Rate(area, Wilson.interval(area, Math.min(good.length, bad.length), LEVEL));
    }
    double variance = variance(above) / good.length + variance(below) / bad.length;
    double logit = Math.log(area / (1 - area));
    double half = Z * Math.sqrt(variance) / (area * (1 - area));
    return new Rate(area, new Interval(expit(logit - half), expit(logit + half)));
  }

  /** For every value the share of the others that lies below it, ties counting half. */
  private static double[] shareBelow(double[] values, double[] others) {
    double[] sorted = others.clone();
    Arrays.sort(sorted);
    return Arrays.stream(values)
        .map(v -> (first(sorted, v, false) + first(sorted, v, true)) / (2.0 * sorted.length))
        .toArray();
  }

  /** How many sorted values are below a value, or not above it. */
  private static int first(double[] sorted, double value, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || orEqual && sorted[middle] == value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return values.length > 1 ? squares / (values.length - 1) : 0;
  }

  private static double expit(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
