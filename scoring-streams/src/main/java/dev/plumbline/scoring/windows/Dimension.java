package dev.plumbline.scoring.windows;

import dev.plumbline.v1.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The dimensions that slices are made of, besides the tenant. */
public enum Dimension {
  /** Deployment environment. */
  ENVIRONMENT(Slice::getEnvironment, Slice.Builder::setEnvironment),
  /** Service name. */
  SERVICE(Slice::getService, Slice.Builder::setService),
  /** Route. */
  ROUTE(Slice::getRoute, Slice.Builder::setRoute),
  /** Served model. */
  MODEL(Slice::getModel, Slice.Builder::setModel),
  /** Prompt version. */
  PROMPT_VERSION(Slice::getPromptVersion, Slice.Builder::setPromptVersion);

  private final Function<Slice, String> getter;
  private final BiConsumer<Slice.Builder, String> setter;

  Dimension(Function<Slice, String> getter, BiConsumer<Slice.Builder, String> setter) {
    this.getter = getter;
    this.setter = setter;
  }

  /** The value in a slice. */
  public String of(Slice slice) {
    return getter.apply(slice);
  }

  void set(Slice.Builder slice, String value) {
    setter.accept(slice, value);
  }

  /** As written in the config. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The dimension of that name. */
  public static Optional<Dimension> named(String word) {
    return Arrays.stream(values()).filter(d -> d.word().equals(word)).findFirst();
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Dimension::word).toList();
  }
}
