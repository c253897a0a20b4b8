package dev.plumbline.standalone.rows;

import dev.plumbline.evaluation.agreement.AgreementTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Files of items with two opinions: {@code judge, human}, and {@code weight} where it applies. */
public final class AgreementRows {
  private AgreementRows() {}

  /**
   * Two tables of the same items.
   *
   * @param weighted as the traffic is; equal to plain when no row has a weight
   * @param plain as the items are
   * @param weights whether any row has a weight
   */
  public record Tables(AgreementTable weighted, AgreementTable plain, boolean weights) {}

  private record Item(String judge, String human, double weight) {}

  /** The tables of a file; rows are whole numbers or texts, 1 and 0 for pass and fail. */
  public static Tables read(Path file) {
    List<Item> items = new ArrayList<>();
    boolean[] weights = new boolean[1];
    JsonLines.read(
        file,
        line -> {
          weights[0] |= !line.get("weight").isNull();
          items.add(new Item(line.text("judge"), line.text("human"), line.positive("weight", 1)));
        });
    TreeSet<String> seen = new TreeSet<>();
    items.forEach(item -> seen.addAll(List.of(item.judge(), item.human())));
    if (List.of("0", "1").containsAll(seen)) {
      seen.addAll(List.of("0", "1"));
    }
    List<String> categories = List.copyOf(seen);
    AgreementTable weighted = new AgreementTable(categories);
    AgreementTable plain = new AgreementTable(categories);
    for (Item item : items) {
      int judge = categories.indexOf(item.judge());
      int human = categories.indexOf(item.human());
      weighted.add(judge, human, item.weight(), 1);
      plain.add(judge, human, 1, 1);
    }
    return new Tables(weighted, plain, weights[0]);
  }
}
