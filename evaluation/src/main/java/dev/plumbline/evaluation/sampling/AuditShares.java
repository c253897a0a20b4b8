package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.config.YamlValue;
import dev.plumbline.evaluation.estimate.Judgement;
import java.util.List;
import java.util.Optional;

/**
 * Which share of judged answers people label too, by what the judge said: their labels correct the
 * judge, so no verdict that is audited at all may have a share of 0.
 *
 * @param pass of answers that the judge passed
 * @param fail of answers that it failed
 * @param none of answers without a usable verdict; 0 for none of them
 */
record AuditShares(double pass, double fail, double none) {
  static final AuditShares NOBODY = new AuditShares(0, 0, 0);

  private static final String AUDIT = "audit";
  private static final String EXPECTED = "a share from 0.005 to 1";

  double of(Judgement verdict) {
    return switch (verdict) {
      case PASS -> pass;
      case FAIL -> fail;
      case NONE -> none;
    };
  }

  /** The shares of a mapping's key {@code audit}; empty without one. */
  static Optional<AuditShares> read(YamlValue of) {
    return of.get(AUDIT).map(AuditShares::shares);
  }

  private static AuditShares shares(YamlValue given) {
    if (given.scalar().isPresent()) {
      double share = share(given);
      return new AuditShares(share, share, share);
    }
    given.only(List.of("pass", "fail", "none"));
    return new AuditShares(
        required(given, "pass"),
        required(given, "fail"),
        given.get("none").map(AuditShares::share).orElse(0.0));
  }

  private static double required(YamlValue given, String verdict) {
    Optional<YamlValue> share = given.get(verdict);
    if (share.isEmpty()) {
      given.problem(
          "found no share for verdict "
              + verdict
              + ", expected "
              + EXPECTED
              + " for pass and fail");
    }
    return share.map(AuditShares::share).orElse(0.0);
  }

  /** A chance that people see a judged answer; smaller ones than the floor make weights explode. */
  static double share(YamlValue value) {
    double share = value.number();
    if (!(share >= SamplingPolicy.FLOOR && share <= 1)) {
      value.problem("found " + value.shown() + ", expected " + EXPECTED);
    }
    return share;
  }
}
