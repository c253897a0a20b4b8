package dev.plumbline.evaluation.sampling;

import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Slice;
import java.util.List;

/**
 * The dimensions that a plan tells slices apart by. The tenant is always one of them.
 *
 * @param names fields of a slice
 */
public record SliceDimensions(List<String> names) {
  /** What may be named, besides the tenant. */
  static final List<String> KNOWN =
      List.of("environment", "service", "route", "model", "prompt_version");

  /** Every dimension. */
  public static final SliceDimensions ALL = new SliceDimensions(KNOWN);

  /** Keeps the names in one order, so that the order in a file makes no other slices. */
  public SliceDimensions {
    names = KNOWN.stream().filter(names::contains).toList();
  }

  /** The slice that an interaction is in. */
  public Slice of(Interaction interaction) {
    Slice.Builder slice = Slice.newBuilder().setTenant(interaction.getTenant());
    for (String name : names) {
      switch (name) {
        case "environment" -> slice.setEnvironment(interaction.getEnvironment());
        case "service" -> slice.setService(interaction.getService());
        case "route" -> slice.setRoute(interaction.getRoute());
        case "model" -> slice.setModel(interaction.getModel().getServed());
        default -> slice.setPromptVersion(interaction.getPrompt().getVersion());
      }
    }
    return slice.build();
  }

  /** The slice that spans a slice with a value for every dimension. */
  public Slice of(Slice full) {
    Slice.Builder slice = Slice.newBuilder().setTenant(full.getTenant());
    for (String name : names) {
      switch (name) {
        case "environment" -> slice.setEnvironment(full.getEnvironment());
        case "service" -> slice.setService(full.getService());
        case "route" -> slice.setRoute(full.getRoute());
        case "model" -> slice.setModel(full.getModel());
        default -> slice.setPromptVersion(full.getPromptVersion());
      }
    }
    return slice.build();
  }

  /** Whether a slice has these dimensions and no other. */
  boolean areOf(Slice slice) {
    return of(slice).equals(slice) && slice.getAllFields().size() == names.size() + 1;
  }

  /** A slice's values with their names, in the order of its fields. */
  static List<String> texts(Slice slice) {
    return slice.getAllFields().entrySet().stream()
        .map(field -> field.getKey().getName() + "=" + field.getValue())
        .toList();
  }
}
