package dev.plumbline.judge.call;

import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;

/** Answers requests. Safe to use from many threads. */
public interface Judge {
  /**
   * The verdict on a request; a failure is a verdict with a status.
   *
   * @throws InterruptedException when the caller gave the request up
   */
  Verdict judge(JudgeRequest request) throws InterruptedException;
}
