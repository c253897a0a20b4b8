package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Model;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.Prompt;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Who answered whom, where and with what: the fields that slices are made of. */
final class Dimensions {
  private final List<Key> routeKeys;
  private final List<Key> promptVersionKeys;

  Dimensions(NormaliserConfig config) {
    this.routeKeys = Key.of(config.routeKeys().stream());
    this.promptVersionKeys = Key.of(config.promptVersionKeys().stream());
  }

  /**
   * Fills the dimensions; system instructions must be there already.
   *
   * @param near where a field is looked for, the answering call first
   */
  void fill(
      Interaction.Builder interaction,
      TraceTree tree,
      InteractionRoots.Group group,
      List<SpanView> near,
      Lookup lookup) {
    SpanView answer = near.getFirst();
    List<SpanView> call = Leaves.around(tree, answer);
    String requested = lookup.text(Field.MODEL_REQUESTED, near);
    String served = lookup.text(Field.MODEL_SERVED, call);
    interaction
        .setModel(
            Model.newBuilder()
                .setRequested(requested)
                .setServed(served.isEmpty() ? requested : served)
                .setInferred(served.isEmpty() && !requested.isEmpty()))
        .setFramework(new Lookup().text(Field.PROVIDER, near, Providers::isFramework))
        .setProvider(
            Providers.canonical(
                lookup.text(Field.PROVIDER, near, name -> !Providers.isFramework(name))))
        .setPrompt(prompt(interaction.getSystemInstructions(), near, lookup))
        .setService(ofResource(Field.SERVICE, answer, lookup))
        .setEnvironment(ofResource(Field.ENVIRONMENT, answer, lookup))
        .setRelease(ofResource(Field.RELEASE, answer, lookup))
        .setRoute(route(tree, group, near, lookup))
        .setConversationId(lookup.text(Field.CONVERSATION, near))
        .setUserId(pseudonym(interaction.getTenant(), lookup.text(Field.USER, near)))
        .setResponseId(lookup.text(Field.RESPONSE_ID, call))
        .setOutputType(outputType(lookup.text(Field.OUTPUT_TYPE, near)))
        .setDialect(answer.scope());
    turn(interaction, near, lookup).ifPresent(interaction::setTurnIndex);
  }

  /** From the resource, else from the span. */
  private static String ofResource(Field field, SpanView span, Lookup lookup) {
    JsonNode found = lookup.find(field, field.keys(), span.resource());
    return found.isMissingNode() ? lookup.text(field, span) : Values.text(found);
  }

  private Prompt prompt(String system, List<SpanView> near, Lookup lookup) {
    Prompt.Builder prompt = Prompt.newBuilder().setName(lookup.text(Field.PROMPT_NAME, near));
    String version = lookup.text(Field.PROMPT_VERSION, near);
    for (SpanView span : near) {
      if (version.isEmpty()) {
        version = configured(Field.PROMPT_VERSION, promptVersionKeys, span, lookup);
      }
    }
    if (version.isEmpty()) {
      version =
          Values.text(
              lookup.find(Field.PROMPT_VERSION, promptVersionKeys, near.getFirst().resource()));
    }
    if (!version.isEmpty()) {
      return prompt.setVersion(version).build();
    }
    // Documents in the system prompt change with every question, and are not its version.
    String instructions = ContextBlock.of(system).rest().strip().replaceAll("\\s+", " ");
    if (instructions.isEmpty()) {
      return prompt.build();
    }
    lookup.won(Field.PROMPT_VERSION.canonical(), "sha256 of system instructions");
    return prompt
        .setVersion("sha256:" + InteractionIds.contentHash(instructions).substring(0, 12))
        .setInferred(true)
        .build();
  }

  private String route(
      TraceTree tree, InteractionRoots.Group group, List<SpanView> near, Lookup lookup) {
    for (SpanView span : near) {
      String configured = configured(Field.HTTP_ROUTE, routeKeys, span, lookup);
      if (!configured.isEmpty()) {
        return configured;
      }
    }
    List<SpanView> servers =
        tree.ancestors(group.root()).stream()
            .filter(span -> span.span().getKind() == Span.SpanKind.SPAN_KIND_SERVER)
            .toList();
    String http = lookup.text(Field.HTTP_ROUTE, servers);
    String workflow = http.isEmpty() ? lookup.text(Field.WORKFLOW, near) : http;
    String agent = workflow.isEmpty() ? lookup.text(Field.AGENT, group.root()) : workflow;
    String named = agent.isEmpty() ? lookup.text(Field.ROUTE_OTHER, near) : agent;
    if (!named.isEmpty()) {
      return named;
    }
    lookup.won(Field.HTTP_ROUTE.canonical(), "root span name");
    return tree.rootOf(group.root()).span().getName();
  }

  private static String configured(Field field, List<Key> keys, SpanView span, Lookup lookup) {
    return Values.unquoted(Values.text(lookup.find(field, keys, span)));
  }

  /**
   * Counted from 1. What the application says, else the number of user turns when the whole history
   * is here: it is not where the provider keeps it.
   */
  private static OptionalInt turn(
      Interaction.Builder interaction, List<SpanView> near, Lookup lookup) {
    OptionalLong sent = Values.count(lookup.find(Field.TURN, near));
    if (sent.isPresent()) {
      return OptionalInt.of((int) Math.min(sent.getAsLong(), Integer.MAX_VALUE));
    }
    boolean elsewhere = !new Lookup().text(Field.PREVIOUS_RESPONSE, near.getFirst()).isEmpty();
    if (elsewhere || interaction.getInputState() != ContentState.FULL) {
      return OptionalInt.empty();
    }
    long turns =
        interaction.getInputList().stream()
            .filter(message -> message.getRole().equals("user"))
            .filter(message -> message.getPartsList().stream().noneMatch(Part::hasToolResult))
            .count();
    return turns == 0 ? OptionalInt.empty() : OptionalInt.of((int) turns);
  }

  private static String outputType(String sent) {
    return switch (sent) {
      case "json_schema", "json_object" -> "json";
      default -> sent;
    };
  }

  /** Differs between tenants, so that no one follows a user from one to another. */
  private static String pseudonym(String tenant, String user) {
    return user.isEmpty() ? "" : InteractionIds.contentHash(tenant, user).substring(0, 16);
  }
}
