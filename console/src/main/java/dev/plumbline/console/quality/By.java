package dev.plumbline.console.quality;

import dev.plumbline.console.data.SliceValues;
import java.util.Locale;
import java.util.function.Function;

/** A dimension that rates can be told apart by. */
public enum By {
  /** Service name. */
  SERVICE(SliceValues::service),
  /** Route. */
  ROUTE(SliceValues::route),
  /** Served model. */
  MODEL(SliceValues::model),
  /** Prompt version. */
  PROMPT_VERSION(SliceValues::promptVersion);

  private final Function<SliceValues, String> value;

  By(Function<SliceValues, String> value) {
    this.value = value;
  }

  /** Its value in a slice. */
  String of(SliceValues slice) {
    return value.apply(slice);
  }

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
