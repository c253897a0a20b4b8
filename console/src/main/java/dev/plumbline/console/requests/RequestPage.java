package dev.plumbline.console.requests;

import java.util.List;
import java.util.Map;

/**
 * Some requests, latest first.
 *
 * @param matched how many match in all
 */
public record RequestPage(List<Item> items, int matched, int skip) {
  /**
   * One request in the list.
   *
   * @param outcomes lower-case outcome by metric
   * @param contentState {@code full}, or why there is no text; {@code gone} when Kafka has dropped
   *     it
   */
  public record Item(
      String interaction,
      String trace,
      String service,
      String route,
      String model,
      String promptVersion,
      long endMillis,
      String question,
      String answer,
      String contentState,
      Map<String, String> outcomes) {}
}
