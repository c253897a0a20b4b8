package dev.plumbline.console.requests;

import dev.plumbline.console.requests.RequestDetail.Doc;
import dev.plumbline.console.requests.RequestDetail.SignalItem;
import dev.plumbline.console.requests.RequestDetail.StepItem;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.Step;
import dev.plumbline.v1.Usage;
import dev.plumbline.v1.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Protobuf records of one request as one JSON-ready record. */
final class Details {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private Details() {}

  static RequestDetail of(
      Interaction it,
      List<Score> scores,
      List<Decision> decisions,
      List<Verdict> verdicts,
      List<Signal> signals) {
    Map<String, String> states = new LinkedHashMap<>();
    states.put("input", word(it.getInputState()));
    states.put("output", word(it.getOutputState()));
    states.put("documents", word(it.getDocumentsState()));
    return new RequestDetail(
        it.getInteractionId(),
        it.getTraceId(),
        it.getStartUnixNanos() / NANOS_PER_MILLI,
        it.getEndUnixNanos() / NANOS_PER_MILLI,
        it.hasTimeToFirstTokenNanos() ? it.getTimeToFirstTokenNanos() / NANOS_PER_MILLI : null,
        facts(it),
        it.getQuestion(),
        it.getAnswer(),
        it.getSystemInstructions(),
        states,
        it.getDocumentsList().stream().map(Details::doc).toList(),
        ToolItems.of(it),
        it.getStepsList().stream().map(step -> step(step, it.getStartUnixNanos())).toList(),
        usage(it.getUsage()),
        it.getFinishReasonsList().stream().map(Details::word).toList(),
        new TreeMap<>(it.getProvenanceMap()),
        signals.stream().map(Details::signal).toList(),
        Fates.of(scores, decisions, verdicts));
  }

  private static Map<String, String> facts(Interaction it) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("service", it.getService());
    facts.put("environment", it.getEnvironment());
    facts.put("route", it.getRoute());
    facts.put("release", it.getRelease());
    facts.put("provider", it.getProvider());
    facts.put("served model", it.getModel().getServed());
    facts.put("requested model", it.getModel().getRequested());
    facts.put("prompt", it.getPrompt().getName());
    facts.put(
        it.getPrompt().getInferred()
            ? "prompt version (hash of the instructions)"
            : "prompt version",
        it.getPrompt().getVersion());
    facts.put("conversation", it.getConversationId());
    facts.put("error", it.getErrorType());
    facts.put("dialect", it.getDialect());
    facts.put("completed by", word(it.getCompletionReason()));
    facts.put("revision", Integer.toString(it.getRevision()));
    facts.values().removeIf(String::isEmpty);
    return facts;
  }

  private static Doc doc(Document d) {
    return new Doc(
        d.getId(), d.getTitle(), d.getText(), d.hasScore() ? d.getScore() : null, d.getSource());
  }

  private static StepItem step(Step s, long startNanos) {
    return new StepItem(
        s.getSpanId(),
        s.getParentSpanId(),
        word(s.getKind()),
        s.getName(),
        s.getModel(),
        (s.getStartUnixNanos() - startNanos) / NANOS_PER_MILLI,
        (s.getEndUnixNanos() - s.getStartUnixNanos()) / NANOS_PER_MILLI,
        s.getErrorType(),
        s.getUsage().hasInputTokens() ? s.getUsage().getInputTokens() : null,
        s.getUsage().hasOutputTokens() ? s.getUsage().getOutputTokens() : null);
  }

  private static Map<String, Long> usage(Usage u) {
    Map<String, Long> usage = new LinkedHashMap<>();
    if (u.hasInputTokens()) {
      usage.put("input tokens", u.getInputTokens());
    }
    if (u.hasOutputTokens()) {
      usage.put("output tokens", u.getOutputTokens());
    }
    if (u.hasCacheReadTokens()) {
      usage.put("cache read tokens", u.getCacheReadTokens());
    }
    if (u.hasCacheWriteTokens()) {
      usage.put("cache write tokens", u.getCacheWriteTokens());
    }
    if (u.hasReasoningTokens()) {
      usage.put("reasoning tokens", u.getReasoningTokens());
    }
    return usage;
  }

  private static SignalItem signal(Signal s) {
    return new SignalItem(
        s.getName(),
        s.hasValue() ? s.getValue() : null,
        s.getLabel(),
        s.getComment(),
        word(s.getSource()),
        s.getTimeUnixMillis());
  }

  /** An enum's value as shown; empty when it was never set. */
  static String word(Enum<?> value) {
    String word = value.name().toLowerCase(Locale.ROOT);
    return word.endsWith("_unspecified") || word.equals("unrecognized") ? "" : word;
  }
}
