package dev.plumbline.standalone.offline;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The checks over one dataset. */
public final class OfflineRun {
  private final CheckSuite suite;
  private final Map<String, Integer> unused = new TreeMap<>();

  /** A run of these checks. */
  public OfflineRun(CheckSuite suite) {
    this.suite = suite;
  }

  /**
   * Runs every check on every row.
   *
   * @param results is given each row's id with each result, in order
   * @throws DatasetException naming the first line that is no row
   */
  public Summary run(Path file, BiConsumer<String, CheckResult> results) {
    Summary summary = new Summary();
    Dataset dataset = new Dataset(file);
    dataset.read(
        row -> {
          Set<String> labelled = new HashSet<>(row.good().keySet());
          for (CheckResult result : suite.run(row.interaction())) {
            labelled.remove(result.checkId());
            summary.add(row, result);
            results.accept(row.id(), result);
          }
          labelled.forEach(
              id -> unused.merge("labels.%s: no check of this run".formatted(id), 1, Integer::sum));
        });
    dataset.unused().forEach((key, count) -> unused.merge(key, count, Integer::sum));
    return summary;
  }

  /** What the rows had and nothing read, keys or labels, with the number of rows. */
  public Map<String, Integer> unused() {
    return Map.copyOf(unused);
  }
}
