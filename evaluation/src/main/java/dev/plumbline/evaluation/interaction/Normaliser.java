package dev.plumbline.evaluation.interaction;

import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes interactions of a trace. Every field is looked up by its ordered sources ({@link Field},
 * {@link Sources}), key by key and never by client, so several vocabularies may sit on one span. It
 * throws on no input: what cannot be read is absent.
 */
public final class Normaliser {
  private final Dimensions dimensions;
  private final Redaction redaction;

  /** A normaliser with the operator's extra keys, which leaves content as it came. */
  public Normaliser(NormaliserConfig config) {
    this(config, Redaction.none());
  }

  /**
   * A normaliser with the operator's extra keys.
   *
   * @param redaction the last step: what it replaces is in no interaction
   */
  public Normaliser(NormaliserConfig config, Redaction redaction) {
    this.dimensions = new Dimensions(config);
    this.redaction = redaction;
  }

  /**
   * The interactions of a trace, in order of their start; empty when it holds no GenAI operation.
   * Revision, completion reason and arrival time are left to the caller. The result depends neither
   * on the order of the requests nor on what came twice.
   */
  public List<Interaction> normalise(TraceContent trace) {
    TraceTree tree = TraceTree.of(trace);
    Captured captured = new Captured();
    List<Interaction> interactions = new ArrayList<>();
    for (InteractionRoots.Group group : InteractionRoots.of(tree, captured)) {
      interactions.add(interaction(trace, tree, group, captured));
    }
    return interactions;
  }

  private Interaction interaction(
      TraceContent trace, TraceTree tree, InteractionRoots.Group group, Captured captured) {
    SpanView answer = Leaves.answering(group, tree, captured);
    List<SpanView> near = near(tree, group, answer);
    Lookup lookup = new Lookup();
    Interaction.Builder interaction =
        Interaction.newBuilder()
            .setInteractionId(
                InteractionIds.interactionId(trace.tenant(), trace.traceId(), group.root().id()))
            .setTraceId(trace.traceId())
            .setRootSpanId(group.root().id())
            .setAnswerSpanId(answer.id())
            .setTenant(trace.tenant());
    Ending.fill(interaction, trace, tree, group, answer, captured, lookup);
    Exchange.fill(interaction, tree, group, answer, captured, lookup);
    dimensions.fill(interaction, tree, group, near, lookup);
    interaction
        .addAllSteps(Steps.of(group))
        .addAllDialects(Dialects.of(group.spans()))
        .putAllProvenance(lookup.provenance());
    Redacting.apply(interaction, redaction.of(trace.tenant()));
    return interaction.setContentHash(contentHash(interaction)).build();
  }

  /** Where a field is looked for: the answering call, what is around it, then its siblings. */
  static List<SpanView> near(TraceTree tree, InteractionRoots.Group group, SpanView answer) {
    List<SpanView> near = new ArrayList<>(List.of(answer));
    near.addAll(tree.ancestors(answer));
    group.leaves().stream().filter(leaf -> !leaf.equals(answer)).forEach(near::add);
    return near;
  }

  private static String contentHash(Interaction.Builder interaction) {
    List<String> parts =
        new ArrayList<>(List.of(interaction.getQuestion(), interaction.getAnswer()));
    interaction.getDocumentsList().forEach(document -> parts.add(document.getText()));
    interaction.getOutputList().stream()
        .flatMap(m -> m.getPartsList().stream())
        .filter(Part::hasToolCall)
        .forEach(
            part -> parts.add(part.getToolCall().getName() + part.getToolCall().getArguments()));
    return InteractionIds.contentHash(parts.toArray(String[]::new));
  }
}
