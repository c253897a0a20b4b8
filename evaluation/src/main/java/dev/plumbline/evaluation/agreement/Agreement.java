package dev.plumbline.evaluation.agreement;

import dev.plumbline.evaluation.estimate.Interval;
import dev.plumbline.evaluation.estimate.Wilson;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Measures of agreement of two raters, together, since one alone misleads: of 125 items of which
 * 118 are "yes, yes", 94 % agree while kappa is -0.02 and AC1 0.94.
 *
 * <p>Standard errors: Fleiss, Cohen and Everitt 1969 for kappa, Gwet 2008 for AC1, with Kish's
 * number of items where items have weights. For the table 13, 0, 0 / 0, 20, 7 / 0, 4, 56 (R package
 * irrCAC): agreement 0.89, kappa 0.7964094 (0.05891072), AC1 0.8493305 (0.04321747), Scott's pi
 * 0.7962397, Krippendorff's alpha 0.7972585.
 */
public final class Agreement {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final AgreementTable table;
  private final double level;
  private final int q;
  private final double[] rows;
  private final double[] columns;
  private final double[] means;
  private final double observed;

  /** Of a table; the first rater is the judge where one is. */
  public Agreement(AgreementTable table, double level) {
    this.table = table;
    this.level = level;
    this.q = table.categories().size();
    this.rows = new double[q];
    this.columns = new double[q];
    this.means = new double[q];
    double agreed = 0;
    for (int i = 0; i < q && table.total() > 0; i++) {
      for (int j = 0; j < q; j++) {
        rows[i] += table.p(i, j);
        columns[j] += table.p(i, j);
      }
      agreed += table.p(i, i);
    }
    for (int i = 0; i < q; i++) {
      means[i] = (rows[i] + columns[i]) / 2;
    }
    this.observed = agreed;
  }

  /** Share of items on which both agree; empty without items. */
  public Optional<Coefficient> observed() {
    return share(table.total(), observed * table.total(), table.effective());
  }

  /** Cohen's kappa; empty where both always say the same one thing. */
  public Optional<Coefficient> kappa() {
    double chance = 0;
    for (int i = 0; i < q; i++) {
      chance += rows[i] * columns[i];
    }
    if (table.total() == 0 || chance >= 1) {
      return Optional.empty();
    }
    double kappa = (observed - chance) / (1 - chance);
    double same = 0;
    double different = 0;
    for (int i = 0; i < q; i++) {
      double own = 1 - (rows[i] + columns[i]) * (1 - kappa);
      same += table.p(i, i) * own * own;
      for (int j = 0; j < q; j++) {
        double ends = columns[i] + rows[j];
        different += i == j ? 0 : table.p(i, j) * ends * ends;
      }
    }
    double off = kappa - chance * (1 - kappa);
    double variance = same + (1 - kappa) * (1 - kappa) * different - off * off;
    return Optional.of(wald(kappa, variance, chance));
  }

  /** Gwet's AC1, which rare categories do not pull down; empty with one category alone. */
  public Optional<Coefficient> ac1() {
    if (table.total() == 0 || q < 2) {
      return Optional.empty();
    }
    double chance = 0;
    for (double mean : means) {
      chance += mean * (1 - mean) / (q - 1);
    }
    double ac1 = (observed - chance) / (1 - chance);
    double diagonal = 0;
    double all = 0;
    for (int i = 0; i < q; i++) {
      diagonal += table.p(i, i) * (1 - means[i]) / (q - 1);
      for (int j = 0; j < q; j++) {
        double mean = (1 - (means[i] + means[j]) / 2) / (q - 1);
        all += table.p(i, j) * mean * mean;
      }
    }
    double variance =
        observed * (1 - observed)
            - 4 * (1 - ac1) * (diagonal - observed * chance)
            + 4 * (1 - ac1) * (1 - ac1) * (all - chance * chance);
    return Optional.of(wald(ac1, variance, chance));
  }

  /** Scott's pi; empty where both always say the same one thing. */
  public Optional<Double> scott() {
    return corrected(observed, scottChance());
  }

  /** Krippendorff's alpha for categories without an order. */
  public Optional<Double> alpha() {
    double one = 1 / (2 * table.effective());
    return corrected((1 - one) * observed + one, scottChance());
  }

  /** Share of items that the second rater calls {@code category} and the first does too. */
  public Optional<Coefficient> hits(int category) {
    double all = 0;
    double squares = 0;
    for (int i = 0; i < q; i++) {
      all += table.weight(i, category);
      squares += table.square(i, category);
    }
    return share(all, table.weight(category, category), squares == 0 ? 0 : all * all / squares);
  }

  private double scottChance() {
    double chance = 0;
    for (double mean : means) {
      chance += mean * mean;
    }
    return chance;
  }

  private Optional<Double> corrected(double agreed, double chance) {
    return table.total() == 0 || chance >= 1
        ? Optional.empty()
        : Optional.of((agreed - chance) / (1 - chance));
  }

  private Coefficient wald(double value, double variance, double chance) {
    double se = Math.sqrt(Math.max(0, variance) / table.effective()) / (1 - chance);
    double half = NORMAL.inverseCumulativeProbability(1 - (1 - level) / 2) * se;
    return new Coefficient(
        value, se, new Interval(Math.max(-1, value - half), Math.min(1, value + half)));
  }

  private Optional<Coefficient> share(double all, double part, double n) {
    if (all <= 0 || n <= 0) {
      return Optional.empty();
    }
    double rate = Math.clamp(part / all, 0, 1);
    return Optional.of(
        new Coefficient(rate, Math.sqrt(rate * (1 - rate) / n), Wilson.interval(rate, n, level)));
  }
}
