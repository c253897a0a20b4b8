package dev.plumbline.judge.work;

import java.util.Collection;

/** Hears which request partitions are this worker's, and so which share of the budget. */
interface Budgets extends AutoCloseable {
  /** For workers without a budget. */
  Budgets NONE =
      new Budgets() {
        @Override
        public void own(Collection<Integer> partitions) {}

        @Override
        public void release(Collection<Integer> partitions) {}

        @Override
        public void close() {}
      };

  /** They are this worker's from now on. */
  void own(Collection<Integer> partitions);

  /** They are not any more. */
  void release(Collection<Integer> partitions);

  @Override
  void close();
}
