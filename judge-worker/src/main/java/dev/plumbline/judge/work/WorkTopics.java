package dev.plumbline.judge.work;

import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import java.util.List;

/**
 * The topics of the worker, with their full names.
 *
 * @param requests what is asked
 * @param verdicts what is answered
 * @param deadLetters what could not be read
 */
public record WorkTopics(String requests, String verdicts, String deadLetters) {
  /** The catalogue's entries of these topics. */
  public static final List<TopicSpec> SPECS =
      List.of(TopicCatalog.JUDGE_REQUESTS, TopicCatalog.JUDGE_VERDICTS, TopicCatalog.DEAD_LETTERS);

  /** The topics under this prefix. */
  public static WorkTopics of(String prefix) {
    return new WorkTopics(
        TopicCatalog.JUDGE_REQUESTS.name(prefix),
        TopicCatalog.JUDGE_VERDICTS.name(prefix),
        TopicCatalog.DEAD_LETTERS.name(prefix));
  }
}
