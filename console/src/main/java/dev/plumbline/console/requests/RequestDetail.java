package dev.plumbline.console.requests;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything known of one request. Texts are as the client sent them: hostile, to be escaped. */
public record RequestDetail(
    String interaction,
    String trace,
    long startMillis,
    long endMillis,
    @Nullable Long firstTokenMillis,
    Map<String, String> facts,
    String question,
    String answer,
    String system,
    Map<String, String> contentStates,
    List<Doc> documents,
    List<ToolItem> tools,
    List<StepItem> steps,
    Map<String, Long> usage,
    List<String> finishReasons,
    Map<String, String> provenance,
    List<SignalItem> signals,
    List<Fate> evaluators) {

  /** A retrieved document. */
  public record Doc(String id, String title, String text, @Nullable Double score, String source) {}

  /** A tool call of this turn; an error or a result where one came back. */
  public record ToolItem(String id, String name, String arguments, String result, String error) {}

  /** One span; times relative to the request's start. */
  public record StepItem(
      String spanId,
      String parent,
      String kind,
      String name,
      String model,
      long offsetMillis,
      long millis,
      String error,
      @Nullable Long inputTokens,
      @Nullable Long outputTokens) {}

  /** What a user did. */
  public record SignalItem(
      String name,
      @Nullable Double value,
      String label,
      String comment,
      String source,
      long millis) {}

  /**
   * What became of this request at one evaluator.
   *
   * @param became lower-case ledger outcome
   * @param reason why; empty when it was scored
   * @param probability with which the evaluator looks at such a request
   * @param results its scores: one of a check, one per criterion of a judge
   * @param why in sentences, the outcome first
   */
  public record Fate(
      String id,
      String version,
      String kind,
      String became,
      String reason,
      double probability,
      String stratum,
      String judge,
      List<Result> results,
      List<String> why) {}

  /** One score. */
  public record Result(
      String metric,
      String outcome,
      @Nullable Double value,
      String label,
      String reason,
      List<Mark> evidence) {}

  /**
   * Evidence. Ranges are UTF-16 code units, end exclusive: of the answer, and of the text of the
   * document.
   *
   * @param document id, or title of one without an id; empty when it is about none
   * @param toolCall id; empty when it is about none
   */
  public record Mark(
      @Nullable Integer start,
      @Nullable Integer end,
      String document,
      @Nullable Integer documentStart,
      @Nullable Integer documentEnd,
      String toolCall,
      String note) {}
}
