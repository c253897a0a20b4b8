package dev.plumbline.console.data;

import dev.plumbline.v1.Slice;

/** One value of every dimension that the console shows; empty when the request carried none. */
public record SliceValues(
    String tenant, String service, String route, String model, String promptVersion) {
  /** The values of a slice. */
  public static SliceValues of(Slice slice) {
    return new SliceValues(
        slice.getTenant(),
        slice.getService(),
        slice.getRoute(),
        slice.getModel(),
        slice.getPromptVersion());
  }
}
