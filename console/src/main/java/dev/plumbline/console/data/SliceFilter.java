package dev.plumbline.console.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The slice chips: a null dimension takes every value, an empty text only "carried none". */
public record SliceFilter(
    @Nullable String service,
    @Nullable String route,
    @Nullable String model,
    @Nullable String promptVersion) {
  /** Takes everything. */
  public static final SliceFilter ALL = new SliceFilter(null, null, null, null);

  /** Whether the values are inside. */
  public boolean matches(SliceValues values) {
    return takes(service, values.service())
        && takes(route, values.route())
        && takes(model, values.model())
        && takes(promptVersion, values.promptVersion());
  }

  private static boolean takes(@Nullable String wanted, String value) {
    return wanted == null || Objects.equals(wanted, value);
  }
}
