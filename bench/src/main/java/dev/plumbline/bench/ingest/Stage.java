package dev.plumbline.bench.ingest;

/**
 * What every scenario needs.
 *
 * @param processes broker, receivers and generator
 * @param slices runs them
 * @param topic counts what arrived
 * @param plan for how long
 */
record Stage(Installation processes, Slices slices, SpanTopic topic, Plan plan) {
  static Stage on(Installation processes, Plan plan) {
    return new Stage(processes, new Slices(processes), new SpanTopic(processes.kafka()), plan);
  }
}
