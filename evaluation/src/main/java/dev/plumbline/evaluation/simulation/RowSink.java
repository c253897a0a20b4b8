package dev.plumbline.evaluation.simulation;

import dev.plumbline.evaluation.estimate.JudgedRow;

/** Takes the rows of a window as they happen. */
public interface RowSink {
  /** A row of an hour. */
  void add(String hour, JudgedRow row);

  /** A row that was added before is withdrawn, for a new one with another probability. */
  void remove(String hour, JudgedRow row);
}
