package dev.plumbline.scoring.ledger;

import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Slice;

/** Where an interaction is booked. */
final class Slices {
  private static final long WINDOW_MILLIS = 60_000;

  private Slices() {}

  /** Every dimension's value. */
  static Slice of(Interaction interaction) {
    return Slice.newBuilder()
        .setTenant(interaction.getTenant())
        .setEnvironment(interaction.getEnvironment())
        .setService(interaction.getService())
        .setRoute(interaction.getRoute())
        .setModel(interaction.getModel().getServed())
        .setPromptVersion(interaction.getPrompt().getVersion())
        .build();
  }

  /**
   * What all metrics of the interaction share.
   *
   * @param booked its slice as the windows know it
   */
  static Contribution contribution(Interaction interaction, Slice booked, int postStratum) {
    long end = interaction.getEndUnixNanos() / 1_000_000;
    return Contribution.newBuilder()
        .setInteractionId(interaction.getInteractionId())
        .setRevision(interaction.getRevision())
        .setWindowStartUnixMillis(Math.floorDiv(end, WINDOW_MILLIS) * WINDOW_MILLIS)
        .setSlice(booked)
        .setPostStratum(postStratum)
        .setU(interaction.getUpstreamWeight())
        .setSession(
            interaction.getConversationId().isEmpty()
                ? interaction.getTraceId()
                : interaction.getConversationId())
        .setConversation(!interaction.getConversationId().isEmpty())
        .build();
  }

  static long windowMillis() {
    return WINDOW_MILLIS;
  }
}
