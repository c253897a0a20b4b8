package dev.plumbline.bench.ingest;

import java.util.concurrent.ExecutionException;

/**
 * What every scenario needs.
 *
 * @param processes broker, receivers and generator
 * @param slices runs them
 * @param topic counts what arrived
 * @param plan for how long
 */
record Stage(Installation processes, Slices slices, SpanTopic topic, Plan plan) {
  static Stage on(Installation processes, Plan plan)
      throws InterruptedException, ExecutionException {
    SpanTopic topic = new SpanTopic(processes.kafka());
    topic.keepAll();
    return new Stage(processes, new Slices(processes), topic, plan);
  }
}
