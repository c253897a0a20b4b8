package dev.plumbline.standalone.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One row of the report: what was done to the installation with one seed, and what was found. */
final class Row {
  private final String id;
  private final String what;
  private final long seed;
  private final long began = System.nanoTime();
  private final Map<String, String> figures = new LinkedHashMap<>();
  private final List<Recovery> recoveries = new ArrayList<>();
  private String failure = "not finished";
  private double seconds;

  /**
   * A row that has just begun.
   *
   * @param id as in the fault matrix
   * @param what is done, in a few words
   */
  Row(String id, String what, long seed) {
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

  /** Why it failed; empty when it passed. */
  String failure() {
    return failure;
  }

  void figure(String name, Object value) {
    figures.put(name, String.valueOf(value));
  }

  void passed() {
    end("");
  }

  void failed(Throwable why) {
    end(String.valueOf(why.getMessage()));
  }

  private void end(String why) {
    failure = why;
    seconds = (System.nanoTime() - began) / 1e9;
  }
}
