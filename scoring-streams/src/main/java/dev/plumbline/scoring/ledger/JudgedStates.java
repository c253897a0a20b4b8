package dev.plumbline.scoring.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.scoring.ledger.Bookings.JudgedState;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;

/** Reads from the last booking of a judged metric what is known of the row. */
final class JudgedStates {
  private JudgedStates() {}

  static JudgedState of(ByteString booked) {
    StratumSums sums;
    try {
      sums = SliWindow.parseFrom(booked).getStrata(0);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored booking does not parse", e);
    }
    if (sums.getEligible() == 0) {
      return JudgedState.NOT_IN_POPULATION;
    }
    if (sums.getAsked() == 0) {
      return JudgedState.SAMPLED_OUT;
    }
    if (sums.getScored() == 0) {
      return JudgedState.NO_VERDICT;
    }
    return sums.getPassed() == 1 ? JudgedState.PASSED : JudgedState.FAILED;
  }
}
