package dev.plumbline.evaluation.check;

/**
 * How far the documents support one sentence.
 *
 * @param weight of the words that claim something; 0 when the sentence claims nothing
 * @param degree support in [0, 1]
 * @param passage the nearest one, -1 when no word of the sentence occurs
 * @param aside an admission or a question, which claims nothing by itself
 * @param problem what is wrong, in one plain sentence; empty when only the degree says so
 */
record Support(double weight, double degree, int passage, boolean aside, String problem) {
  static final Support NOTHING_CLAIMED = new Support(0, 1, -1, false, "");

  Support atMost(double limit, String why) {
    return new Support(weight, Math.min(degree, limit), passage, aside, why);
  }

  Support asAside() {
    return new Support(weight, degree, passage, true, problem);
  }
}
