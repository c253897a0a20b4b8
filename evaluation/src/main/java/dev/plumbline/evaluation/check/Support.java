package dev.plumbline.evaluation.check;

/**
 * How far the documents support one sentence.
 *
 * @param claims words that claim something; 0 when the sentence claims nothing
 * @param degree support in [0, 1]
 * @param document mask bit of the document that comes nearest
 * @param problem what is wrong, in one plain sentence; empty when only the degree says so
 */
record Support(int claims, double degree, int document, String problem) {
  static final Support NOTHING_CLAIMED = new Support(0, 1, 0, "");

  Support atMost(double limit, String why) {
    return new Support(claims, Math.min(degree, limit), document, why);
  }
}
