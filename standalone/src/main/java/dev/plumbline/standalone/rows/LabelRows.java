package dev.plumbline.standalone.rows;

import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Label;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files of labels: {@code trace_id, metric, reviewer, pass} (null takes the label back), and where
 * they are known {@code interaction_id, item_id, tenant, comment, labelled_at}.
 */
public final class LabelRows {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final String ID_EXPECTED = "32 lower-case hexadecimal digits";
  private static final Set<String> FIELDS =
      Set.of(
          "trace_id",
          "metric",
          "reviewer",
          "pass",
          "interaction_id",
          "item_id",
          "tenant",
          "comment",
          "labelled_at");

  private LabelRows() {}

  /**
   * The labels of a file, in its order.
   *
   * @param clock says when a label was given that does not say so itself
   * @throws InputException with every problem of the file
   */
  public static List<Label> read(Path file, InstantSource clock) {
    List<Label> labels = new ArrayList<>();
    JsonLines.read(file, row -> labels.add(label(row, clock)));
    return List.copyOf(labels);
  }

  private static Label label(JsonRow row, InstantSource clock) {
    row.json()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                row.problem(
                    name,
                    "no such field, but " + String.join(", ", FIELDS.stream().sorted().toList()));
              }
            });
    String trace = id(row, "trace_id", row.text("trace_id"));
    Optional<String> interaction =
        row.textIfAny("interaction_id").map(given -> id(row, "interaction_id", given));
    String metric = required(row, "metric");
    Label.Builder label =
        Label.newBuilder()
            .setItemId(
                row.textIfAny("item_id")
                    .orElseGet(() -> InteractionIds.scoreId(interaction.orElse(trace), metric)))
            .setReviewer(required(row, "reviewer"))
            .setTenant(row.textIfAny("tenant").orElse("default"))
            .setTraceId(trace)
            .setInteractionId(interaction.orElse(""))
            .setMetric(metric)
            .setComment(row.textIfAny("comment").orElse(""))
            .setLabelledUnixMillis(time(row, clock));
    pass(row).ifPresent(label::setPass);
    return label.build();
  }

  private static String required(JsonRow row, String name) {
    String text = row.text(name);
    if (text.isBlank()) {
      row.problem(name, "a text that is not empty");
    }
    return text;
  }

  private static String id(JsonRow row, String name, String text) {
    if (!ID.matcher(text).matches()) {
      row.problem(name, ID_EXPECTED);
    }
    return text;
  }

  /** A label that was forgotten must not take one back. */
  private static Optional<Boolean> pass(JsonRow row) {
    if (!row.json().has("pass")) {
      row.problem("pass", "true, false, or null to take the label back");
      return Optional.empty();
    }
    return row.get("pass").isBoolean() ? Optional.of(row.flag("pass")) : row.binary("pass");
  }

  private static long time(JsonRow row, InstantSource clock) {
    Optional<String> given = row.textIfAny("labelled_at");
    try {
      return given.map(Instant::parse).orElseGet(clock::instant).toEpochMilli();
    } catch (DateTimeParseException e) {
      row.problem("labelled_at", "a time such as 2026-11-01T10:00:00Z");
      return 0;
    }
  }
}
