package dev.plumbline.standalone.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.interaction.Normaliser;
import dev.plumbline.evaluation.interaction.NormaliserConfig;
import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.v1.Interaction;
import java.util.List;

/** Generated traces as the product reads them. */
public final class Normalised {
  private static final Normaliser NORMALISER = new Normaliser(NormaliserConfig.defaults());

  private Normalised() {}

  /** The one interaction of a trace. */
  public static Interaction of(GeneratedTrace trace) {
    List<Interaction> interactions =
        NORMALISER.normalise(
            new TraceContent(
                "default",
                trace.truth().traceId(),
                List.of(trace.spans()),
                trace.logs().map(List::of).orElse(List.of())));
    assertThat(interactions).hasSize(1);
    return interactions.getFirst();
  }
}
