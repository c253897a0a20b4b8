package dev.plumbline.evaluation.interaction;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The vocabularies on the spans of an interaction, told by their keys. For people: nothing asks.
 */
final class Dialects {
  private static final Pattern INDEXED =
      Pattern.compile("gen_ai\\.(prompt|completion)\\.\\d+\\..*");
  private static final Map<String, String> BY_HEAD =
      Map.ofEntries(
          Map.entry("gen_ai", "otel-genai"),
          Map.entry("openinference", "openinference"),
          Map.entry("traceloop", "openllmetry"),
          Map.entry("langfuse", "langfuse"),
          Map.entry("ai", "vercel-ai"),
          Map.entry("mastra", "mastra"),
          Map.entry("spring", "spring-ai"),
          Map.entry("mlflow", "mlflow"),
          Map.entry("langsmith", "langsmith"),
          Map.entry("logfire", "logfire"),
          Map.entry("pydantic_ai", "pydantic-ai"),
          Map.entry("langwatch", "langwatch"),
          Map.entry("litellm", "litellm"),
          Map.entry("gcp", "google-adk"),
          Map.entry("genkit", "genkit"),
          Map.entry("openlit", "openlit"),
          Map.entry("haystack", "haystack"),
          Map.entry("lk", "livekit"),
          Map.entry("lmnr", "laminar"),
          Map.entry("braintrust", "braintrust"),
          Map.entry("agentops", "agentops"),
          Map.entry("voltagent", "voltagent"),
          Map.entry("langtrace", "langtrace"),
          Map.entry("anthropic", "anthropic-sdk"),
          Map.entry("ag", "agenta"),
          Map.entry("honeyhive_event_type", "honeyhive"),
          Map.entry("guardrails", "nemo-guardrails"));

  private Dialects() {}

  static SortedSet<String> of(List<SpanView> spans) {
    SortedSet<String> dialects = new TreeSet<>();
    for (SpanView span : spans) {
      for (String key : span.attributes().keySet()) {
        String dialect = BY_HEAD.get(head(key));
        if (dialect != null) {
          dialects.add(INDEXED.matcher(key).matches() ? "openllmetry" : dialect);
        }
      }
      boolean events = span.events().stream().anyMatch(e -> e.name().startsWith("gen_ai."));
      if (events) {
        dialects.add("otel-genai");
      }
    }
    return dialects;
  }

  private static String head(String key) {
    int end = 0;
    while (end < key.length() && key.charAt(end) != '.' && key.charAt(end) != ':') {
      end++;
    }
    return key.substring(0, end);
  }
}
