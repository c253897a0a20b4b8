package dev.plumbline.scoring;

import dev.plumbline.runtime.config.Problems;
import java.time.Duration;
import java.util.List;

/**
 * How feedback finds its answer, in arrival time.
 *
 * @param waitForAnswer how long feedback waits for an answer that has not come
 * @param waitForTurn how long feedback that names only a conversation waits for the turn that it
 *     may be about, before it is given to the last one
 * @param keepAnswers how long an answer is known by its response and conversation
 * @param conversationRest how long a conversation may rest before its last answer counts as
 *     abandoned
 * @param invertedServices services whose {@code gen_ai.evaluation.user_feedback} says -1 for good
 */
public record SignalsConfig(
    Duration waitForAnswer,
    Duration waitForTurn,
    Duration keepAnswers,
    Duration conversationRest,
    List<String> invertedServices) {
  /** Fills defaults and checks ranges. */
  public SignalsConfig {
    waitForAnswer = waitForAnswer == null ? Duration.ofMinutes(10) : waitForAnswer;
    waitForTurn = waitForTurn == null ? Duration.ofMinutes(1) : waitForTurn;
    keepAnswers = keepAnswers == null ? Duration.ofDays(7) : keepAnswers;
    conversationRest = conversationRest == null ? Duration.ofMinutes(30) : conversationRest;
    invertedServices = invertedServices == null ? List.of() : List.copyOf(invertedServices);
    Problems.of("scoring.signals")
        .positive("waitForAnswer", waitForAnswer)
        .positive("waitForTurn", waitForTurn)
        .positive("conversationRest", conversationRest)
        .check(
            waitForTurn.compareTo(waitForAnswer) <= 0,
            "waitForTurn",
            waitForTurn.toString(),
            "at most waitForAnswer")
        .check(
            keepAnswers.compareTo(conversationRest) >= 0,
            "keepAnswers",
            keepAnswers.toString(),
            "at least conversationRest")
        .throwIfAny();
  }
}
