package dev.plumbline.scoring.links;

import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Signal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keys of the topic {@code links}: {@code tenant|r|response id} and {@code tenant|c|conversation
 * id}. A tenant's name holds no bar. An id that is no id but a text is hashed, since keys are
 * stored many times.
 */
public final class LinkKeys {
  private static final String RESPONSE = "|r|";
  private static final String CONVERSATION = "|c|";

  private LinkKeys() {}

  /** Every key under which an answer is known; none when it has neither id. */
  public static List<String> of(Interaction interaction) {
    return keys(
        interaction.getTenant(), interaction.getResponseId(), interaction.getConversationId());
  }

  /** Where feedback is looked for first: by its response, else by its conversation. */
  public static Optional<String> first(Signal signal) {
    return keys(signal.getTenant(), signal.getResponseId(), signal.getConversationId()).stream()
        .findFirst();
  }

  /** Where feedback is looked for when nothing was known under {@code key}. */
  static Optional<String> after(String key, Signal signal) {
    return signal.getConversationId().isEmpty() || isConversation(key)
        ? Optional.empty()
        : Optional.of(key(signal.getTenant(), CONVERSATION, signal.getConversationId()));
  }

  static boolean isConversation(String key) {
    return key.startsWith(CONVERSATION, key.indexOf('|'));
  }

  static String tenant(String key) {
    return key.substring(0, key.indexOf('|'));
  }

  private static List<String> keys(String tenant, String response, String conversation) {
    return Stream.concat(
            response.isEmpty() ? Stream.empty() : Stream.of(key(tenant, RESPONSE, response)),
            conversation.isEmpty()
                ? Stream.empty()
                : Stream.of(key(tenant, CONVERSATION, conversation)))
        .toList();
  }

  private static String key(String tenant, String kind, String id) {
    return tenant + kind + InteractionIds.kept(id);
  }
}
