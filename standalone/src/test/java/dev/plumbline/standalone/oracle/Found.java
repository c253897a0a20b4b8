package dev.plumbline.standalone.oracle;

import com.google.protobuf.ByteString;
import dev.plumbline.evaluation.intake.SpanTotals;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.SpanLedger;
import dev.plumbline.v1.StratumSums;
import dev.plumbline.v1.Verdict;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What stands on the topics, committed records only, with everything that stands there twice. */
public final class Found implements AutoCloseable {
  private final Tails tails;
  private final Set<String> spans = new HashSet<>();
  private final Map<String, Interaction> interactions = new TreeMap<>();
  private final Map<String, Score> scores = new HashMap<>();
  private final Map<String, Decision> decisions = new HashMap<>();
  private final Map<String, Verdict> verdicts = new HashMap<>();
  private final Map<String, SliWindow> windows = new HashMap<>();
  private final Map<String, SpanLedger> spanLedger = new HashMap<>();
  private final Set<String> superseded = new HashSet<>();
  private final Set<String> once = new HashSet<>();
  private final Set<String> twice = new TreeSet<>();
  private long spanRecords;
  private long deadLetters;

  /** Reads from the beginning of every topic. */
  public Found(KafkaConfig kafka) {
    tails = new Tails(kafka);
    tails.add(
        TopicCatalog.OTLP_SPANS,
        ExportTraceServiceRequest.getDefaultInstance(),
        (key, request) -> spans(request));
    tails.add(
        TopicCatalog.INTERACTIONS,
        Interaction.getDefaultInstance(),
        (key, interaction) -> {
          once("interaction " + interaction.getInteractionId() + " r" + interaction.getRevision());
          if (!interaction.getSupersededBy().isEmpty()) {
            superseded.add(interaction.getInteractionId());
            return;
          }
          interactions.merge(
              interaction.getTraceId(),
              interaction,
              (a, b) -> a.getRevision() > b.getRevision() ? a : b);
        });
    tails.add(
        TopicCatalog.SCORES,
        Score.getDefaultInstance(),
        (key, score) -> {
          once("score " + score.getScoreId() + " r" + score.getRevision());
          scores.merge(
              score.getScoreId(), score, (a, b) -> a.getRevision() > b.getRevision() ? a : b);
        });
    tails.add(
        TopicCatalog.DECISIONS,
        Decision.getDefaultInstance(),
        (key, decision) -> {
          String id = decision.getInteractionId() + "|" + decision.getEvaluator().getId();
          once("decision " + id + " #" + decision.getSeq());
          decisions.merge(id, decision, (a, b) -> a.getSeq() > b.getSeq() ? a : b);
        });
    tails.add(
        TopicCatalog.JUDGE_REQUESTS,
        JudgeRequest.getDefaultInstance(),
        (key, request) -> once("request " + request.getJudgmentKey()));
    tails.add(
        TopicCatalog.JUDGE_VERDICTS,
        Verdict.getDefaultInstance(),
        (key, verdict) -> {
          once("verdict " + verdict.getJudgmentKey());
          // One on content that has changed since may come after the one on the new content.
          verdicts.merge(
              verdict.getTraceId(), verdict, (x, y) -> x.getVote() > y.getVote() ? x : y);
        });
    tails.add(
        TopicCatalog.SIGNALS,
        Signal.getDefaultInstance(),
        (key, signal) -> {
          // What clients send may come twice, as they may send it twice.
          if (signal.getSource() == Signal.Source.DERIVED) {
            once("signal " + signal.getSignalId() + " r" + signal.getRevision());
          }
        });
    tails.add(
        TopicCatalog.SLI_WINDOWS, SliWindow.getDefaultInstance(), windows::put, windows::remove);
    tails.add(TopicCatalog.SPAN_LEDGER, SpanLedger.getDefaultInstance(), spanLedger::put);
    tails.add(
        TopicCatalog.DEAD_LETTERS,
        ExportTraceServiceRequest.getDefaultInstance(),
        (key, letter) -> deadLetters++);
  }

  /** Reads what has come since. */
  public void read() {
    tails.read();
  }

  /** Records read so far, on all topics. */
  public long records() {
    return tails.records();
  }

  /** Hex ids, trace and span, of what ingest wrote. */
  public Set<String> spans() {
    return spans;
  }

  /** Spans on the wire, those sent again included. */
  public long spanRecords() {
    return spanRecords;
  }

  /** Records that were put aside. */
  public long deadLetters() {
    return deadLetters;
  }

  /** Things that may stand on a topic once, and stand there more often. */
  public Set<String> twice() {
    return twice;
  }

  /** Trace id to the answer's text in the highest revision. */
  public Map<String, String> answers() {
    Map<String, String> answers = new TreeMap<>();
    interactions.forEach((trace, interaction) -> answers.put(trace, interaction.getAnswer()));
    return answers;
  }

  /** The highest revision of each interaction. */
  public Collection<Interaction> interactions() {
    return interactions.values();
  }

  /** How many interactions turned out to be parts of others. */
  public long superseded() {
    return superseded.size();
  }

  /** How many interactions came in more than one revision. */
  public long revised() {
    return interactions.values().stream().filter(i -> i.getRevision() > 1).count();
  }

  /** {@code trace|metric} to the outcome of its highest revision. */
  public Map<String, Outcome> scores() {
    Map<String, Outcome> outcomes = new TreeMap<>();
    scores.values().stream()
        .filter(s -> !superseded.contains(s.getInteractionId()))
        .forEach(
            s -> outcomes.put(s.getTraceId() + "|" + s.getEvaluator().getId(), s.getOutcome()));
    return outcomes;
  }

  /** {@code trace|evaluator} to the last outcome in the ledger. */
  public Map<String, String> decisions() {
    Map<String, String> outcomes = new TreeMap<>();
    decisions.values().stream()
        .filter(d -> !superseded.contains(d.getInteractionId()))
        .forEach(
            d ->
                outcomes.put(
                    d.getTraceId() + "|" + d.getEvaluator().getId(), d.getOutcome().name()));
    return outcomes;
  }

  /** Trace id to the recorded probability, of those that the judge was asked about. */
  public Map<String, Double> asked() {
    Map<String, Double> asked = new TreeMap<>();
    decisions.values().stream()
        .filter(d -> !d.getJudgmentKey().isEmpty())
        .filter(d -> !superseded.contains(d.getInteractionId()))
        .forEach(d -> asked.put(d.getTraceId(), d.getPi()));
    return asked;
  }

  /** Trace id to the judge's answer to one criterion. */
  public Map<String, Boolean> verdicts(String criterion) {
    Map<String, Boolean> answers = new TreeMap<>();
    verdicts.forEach(
        (trace, verdict) ->
            verdict.getCriteriaList().stream()
                .filter(c -> c.getCriterion().equals(criterion))
                .forEach(c -> answers.put(trace, c.getPass())));
    return answers;
  }

  /** Window to its sums and estimate as text. */
  public Map<String, String> windows() {
    return windows(sums -> sums);
  }

  Map<String, String> windows(UnaryOperator<List<StratumSums>> by) {
    Map<String, String> texts = new TreeMap<>();
    for (SliWindow window : windows.values()) {
      texts.put(
          Expected.window(
              dimensions(window.getSlice()), window.getMetric(), window.getWindowStartUnixMillis()),
          Expected.text(by.apply(window.getStrataList()), window.getEstimate()));
    }
    return texts;
  }

  private static Map<String, String> dimensions(Slice slice) {
    Map<String, String> dimensions = new HashMap<>();
    if (slice.hasService()) {
      dimensions.put("service", slice.getService());
    }
    if (slice.hasRoute()) {
      dimensions.put("route", slice.getRoute());
    }
    if (slice.hasModel()) {
      dimensions.put("model", slice.getModel());
    }
    if (slice.hasPromptVersion()) {
      dimensions.put("prompt_version", slice.getPromptVersion());
    }
    return dimensions;
  }

  /** The ledger of spans. */
  public SpanTotals spanLedger() {
    return SpanTotals.of(spanLedger.values().stream().map(SpanLedger::getSpans).toList());
  }

  private void once(String what) {
    if (!once.add(what)) {
      twice.add(what);
    }
  }

  private void spans(ExportTraceServiceRequest request) {
    request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .forEach(
            span -> {
              spanRecords++;
              spans.add(id(span.getTraceId(), span.getSpanId()));
            });
  }

  /** A span's identity. */
  static String id(ByteString trace, ByteString span) {
    return HexFormat.of().formatHex(trace.concat(span).toByteArray());
  }

  @Override
  public void close() {
    tails.close();
  }
}
