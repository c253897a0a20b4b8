package dev.plumbline.scoring;

/**
 * In which other forms scores are published, besides {@code scores.v1}: in the same transaction,
 * record for record.
 *
 * @param scoresJson as JSON on {@code scores.json.v1}
 * @param scoresOtlp as OTLP log events on {@code scores.otlp.v1}
 */
public record PublishConfig(Boolean scoresJson, Boolean scoresOtlp) {
  /** Both are off unless they are asked for. */
  public PublishConfig {
    scoresJson = scoresJson != null && scoresJson;
    scoresOtlp = scoresOtlp != null && scoresOtlp;
  }
}
