package dev.plumbline.standalone.llm;

/**
 * How often the simulated judge is wrong, as probabilities per criterion and text.
 *
 * @param passesBad it says that a bad answer is good: 1 - specificity
 * @param failsGood it says that a good answer is bad: 1 - sensitivity
 */
public record ErrorRates(double passesBad, double failsGood) {
  /** Never wrong. */
  public static final ErrorRates NONE = new ErrorRates(0, 0);

  /** About what a small model does with a plain rubric. */
  public static final ErrorRates TYPICAL = new ErrorRates(0.10, 0.04);

  /** Checks the ranges. */
  public ErrorRates {
    if (!(passesBad >= 0 && passesBad <= 1 && failsGood >= 0 && failsGood <= 1)) {
      throw new IllegalArgumentException(
          "error rates: found " + passesBad + " and " + failsGood + ", expected 0 to 1");
    }
  }
}
