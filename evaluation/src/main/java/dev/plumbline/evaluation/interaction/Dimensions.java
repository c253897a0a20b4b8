package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Model;
import dev.plumbline.v1.Prompt;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Set;

/** Who answered whom, where and with what: the fields that slices are made of. */
final class Dimensions {
  private static final Set<String> FRAMEWORKS =
      Set.of(
          "strands-agents",
          "gcp.vertex.agent",
          "langchain",
          "microsoft.foundry",
          "az.ai.agents",
          "spring_ai");

  private final NormaliserConfig config;

  Dimensions(NormaliserConfig config) {
    this.config = config;
  }

  /**
   * Fills the dimensions.
   *
   * @param near where a field is looked for, the answering call first
   */
  void fill(
      Interaction.Builder interaction,
      TraceTree tree,
      InteractionRoots.Group group,
      List<SpanView> near,
      Lookup lookup) {
    SpanView answerSpan = near.getFirst();
    String requested = lookup.text(Field.MODEL_REQUESTED, near);
    String served = lookup.text(Field.MODEL_SERVED, List.of(answerSpan));
    String provider = lookup.text(Field.PROVIDER, near);
    boolean framework = FRAMEWORKS.contains(provider);
    interaction
        .setModel(
            Model.newBuilder()
                .setRequested(requested)
                .setServed(served.isEmpty() ? requested : served)
                .setInferred(served.isEmpty()))
        .setProvider(framework ? "" : provider)
        .setFramework(framework ? provider : "")
        .setPrompt(prompt(interaction, answerSpan, near, lookup))
        .setService(
            Values.text(
                answerSpan.resource().getOrDefault("service.name", MissingNode.getInstance())))
        .setEnvironment(
            Values.text(
                lookup.find(Field.ENVIRONMENT, Field.ENVIRONMENT.keys(), answerSpan.resource())))
        .setRelease(
            Values.text(lookup.find(Field.RELEASE, Field.RELEASE.keys(), answerSpan.resource())))
        .setRoute(route(tree, group, near, lookup))
        .setConversationId(lookup.text(Field.CONVERSATION, near))
        .setUserId(pseudonym(lookup.text(Field.USER, near)))
        .setResponseId(lookup.text(Field.RESPONSE_ID, List.of(answerSpan)))
        .setOutputType(outputType(lookup.text(Field.OUTPUT_TYPE, List.of(answerSpan))))
        .setDialect(answerSpan.scope());
  }

  private Prompt prompt(
      Interaction.Builder interaction, SpanView answerSpan, List<SpanView> near, Lookup lookup) {
    Prompt.Builder prompt = Prompt.newBuilder().setName(lookup.text(Field.PROMPT_NAME, near));
    String version = lookup.text(Field.PROMPT_VERSION, near);
    for (SpanView span : near) {
      if (version.isEmpty()) {
        version =
            Values.text(
                lookup.find(Field.PROMPT_VERSION, config.promptVersionKeys(), span.attributes()));
      }
    }
    if (version.isEmpty()) {
      version =
          Values.text(
              lookup.find(Field.PROMPT_VERSION, config.promptVersionKeys(), answerSpan.resource()));
    }
    if (!version.isEmpty()) {
      return prompt.setVersion(version).build();
    }
    String system = interaction.getSystemInstructions().strip().replaceAll("\\s+", " ");
    if (system.isEmpty()) {
      return prompt.build();
    }
    lookup.won(Field.PROMPT_VERSION.canonical(), "sha256 of system instructions");
    return prompt
        .setVersion("sha256:" + InteractionIds.contentHash(system).substring(0, 12))
        .setInferred(true)
        .build();
  }

  private String route(
      TraceTree tree, InteractionRoots.Group group, List<SpanView> near, Lookup lookup) {
    for (SpanView span : near) {
      JsonNode configured = lookup.find(Field.ROUTE, config.routeKeys(), span.attributes());
      if (!configured.isMissingNode()) {
        return Values.text(configured);
      }
    }
    for (SpanView span : tree.ancestors(group.root())) {
      JsonNode http = span.attribute("http.route");
      if (span.span().getKind() == Span.SpanKind.SPAN_KIND_SERVER && !http.isMissingNode()) {
        lookup.won(Field.ROUTE.canonical(), "http.route");
        return Values.text(http);
      }
    }
    String named = lookup.text(Field.ROUTE, near);
    if (!named.isEmpty()) {
      return named;
    }
    String agent = lookup.text(Field.AGENT, List.of(group.root()));
    if (!agent.isEmpty()) {
      lookup.won(Field.ROUTE.canonical(), "gen_ai.agent.name");
      return agent;
    }
    List<SpanView> ancestors = tree.ancestors(group.root());
    lookup.won(Field.ROUTE.canonical(), "root span name");
    return (ancestors.isEmpty() ? group.root() : ancestors.getLast()).span().getName();
  }

  private static String outputType(String sent) {
    return switch (sent) {
      case "json_schema", "json_object" -> "json";
      default -> sent;
    };
  }

  private static String pseudonym(String user) {
    return user.isEmpty() ? "" : InteractionIds.contentHash(user).substring(0, 16);
  }
}
