package dev.plumbline.judge;

import dev.plumbline.judge.call.Judge;
import dev.plumbline.judge.call.Verdicts;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import java.time.InstantSource;
import java.util.Map;

/** Every judge with every rubric. A request that names none of them gets an error. */
final class Judges implements Judge {
  private final Map<Name, Entry> entries;
  private final InstantSource clock;

  /**
   * What a request names.
   *
   * @param evaluator {@code rubric@version}
   */
  record Name(String judgeId, String evaluator) {}

  /**
   * A judge.
   *
   * @param untilMillis when it is no longer one, since its rubric is gone
   */
  record Entry(Judge judge, long untilMillis) {}

  Judges(Map<Name, Entry> entries, InstantSource clock) {
    this.entries = Map.copyOf(entries);
    this.clock = clock;
  }

  @Override
  public Verdict judge(JudgeRequest request) throws InterruptedException {
    Evaluator evaluator = request.getEvaluator();
    Entry entry =
        entries.get(
            new Name(request.getJudgeId(), evaluator.getId() + "@" + evaluator.getVersion()));
    return entry == null || entry.untilMillis() < clock.millis()
        ? Verdicts.error(
            request, "this worker has no such judge or version of the rubric", clock.millis())
        : entry.judge().judge(request);
  }
}
