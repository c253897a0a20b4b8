package dev.plumbline.console.data;

import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;

/** The topics that the console reads. */
public enum Source {
  /** Windows with sums. */
  WINDOWS(TopicCatalog.SLI_WINDOWS),
  /** Offline suites' results. */
  OFFLINE(TopicCatalog.OFFLINE_RESULTS),
  /** Interactions with content. */
  INTERACTIONS(TopicCatalog.INTERACTIONS),
  /** Evaluators' results. */
  SCORES(TopicCatalog.SCORES),
  /** The ledger. */
  DECISIONS(TopicCatalog.DECISIONS),
  /** What judges said. */
  VERDICTS(TopicCatalog.JUDGE_VERDICTS),
  /** What users did. */
  SIGNALS(TopicCatalog.SIGNALS),
  /** Sampling plans. */
  PLANS(TopicCatalog.PLANS),
  /** The ledger of spans. */
  SPANS(TopicCatalog.SPAN_LEDGER);

  private final TopicSpec topic;

  Source(TopicSpec topic) {
    this.topic = topic;
  }

  /** The topic in the catalogue. */
  public TopicSpec topic() {
    return topic;
  }
}
