package dev.plumbline.standalone.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One row of the report: what was done to the installation with one seed, and what was found. */
public final class Row {
  private final String id;
  private final String what;
  private final long seed;
  private final long began = System.nanoTime();
  private final Map<String, String> figures = new LinkedHashMap<>();
  private final List<Recovery> recoveries = new ArrayList<>();
  private Result result = Result.FAIL;
  private String why = "not finished";
  private double seconds;

  /** What came of a row. */
  public enum Result {
    /** Everything holds. */
    PASS,
    /** It could not be run here. */
    SKIP,
    /** Something does not hold. */
    FAIL
  }

  /**
   * A row that has just begun.
   *
   * @param id as in the fault matrix
   * @param what is done, in a few words
   */
  public Row(String id, String what, long seed) {
    this.id = id;
    this.what = what;
    this.seed = seed;
  }

  String id() {
    return id;
  }

  String what() {
    return what;
  }

  long seed() {
    return seed;
  }

  Map<String, String> figures() {
    return figures;
  }

  List<Recovery> recoveries() {
    return recoveries;
  }

  double seconds() {
    return seconds;
  }

  /** What came of it. */
  Result result() {
    return result;
  }

  /** Why it failed or was skipped; empty when it passed. */
  String why() {
    return why;
  }

  /** Notes a figure for the report. */
  public void figure(String name, Object value) {
    figures.put(name, String.valueOf(value));
  }

  void passed() {
    end(Result.PASS, "");
  }

  void skipped(String reason) {
    end(Result.SKIP, reason);
  }

  void failed(Throwable cause) {
    end(Result.FAIL, String.valueOf(cause.getMessage()));
  }

  private void end(Result came, String reason) {
    result = came;
    why = reason;
    seconds = (System.nanoTime() - began) / 1e9;
  }
}
