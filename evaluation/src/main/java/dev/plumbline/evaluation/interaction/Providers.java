package dev.plumbline.evaluation.interaction;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names of providers as the current convention spells them. */
final class Providers {
  private static final Set<String> FRAMEWORKS =
      Set.of(
          "strands-agents",
          "gcp.vertex.agent",
          "langchain",
          "microsoft.foundry",
          "az.ai.agents",
          "spring_ai",
          "microsoft.agent_framework",
          "semantic_kernel",
          "autogen",
          "llama_index",
          "langgraph",
          "crewai",
          "haystack",
          "pydantic_ai",
          "smolagents",
          "agno",
          "dspy");
  private static final Set<String> DOTTED =
      Set.of(
          "gcp.gen_ai",
          "gcp.vertex_ai",
          "gcp.gemini",
          "azure.ai.inference",
          "azure.ai.openai",
          "ibm.watsonx.ai",
          "aws.bedrock");
  private static final Map<String, String> OLD =
      Map.ofEntries(
          Map.entry("az.ai.openai", "azure.ai.openai"),
          Map.entry("az.ai.inference", "azure.ai.inference"),
          Map.entry("azure", "azure.ai.openai"),
          Map.entry("azure_openai", "azure.ai.openai"),
          Map.entry("vertex_ai", "gcp.vertex_ai"),
          Map.entry("vertexai", "gcp.vertex_ai"),
          Map.entry("gemini", "gcp.gemini"),
          Map.entry("google", "gcp.gen_ai"),
          Map.entry("aws", "aws.bedrock"),
          Map.entry("bedrock", "aws.bedrock"),
          Map.entry("amazon-bedrock", "aws.bedrock"),
          Map.entry("xai", "x_ai"),
          Map.entry("mistralai", "mistral_ai"),
          Map.entry("mistral", "mistral_ai"),
          Map.entry("watsonx", "ibm.watsonx.ai"));

  private Providers() {}

  /** True for a framework's name, which some clients send in the provider's place. */
  static boolean isFramework(String sent) {
    return FRAMEWORKS.contains(sent.toLowerCase(Locale.ROOT));
  }

  /** Old spellings mapped, and what follows a first dot dropped: {@code openai.chat} is openai. */
  static String canonical(String sent) {
    String lower = sent.toLowerCase(Locale.ROOT);
    if (DOTTED.contains(lower)) {
      return lower;
    }
    String known = OLD.get(lower);
    if (known != null) {
      return known;
    }
    int dot = lower.indexOf('.');
    String head = dot < 0 ? lower : lower.substring(0, dot);
    return OLD.getOrDefault(head, head);
  }
}
