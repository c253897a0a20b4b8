package dev.plumbline.judge.work;

import dev.plumbline.judge.call.BudgetFuse;
import dev.plumbline.judge.call.Spend;
import java.util.Collection;
import java.util.Map;

/** Arms the fuse for partitions with what was spent on them before. */
final class FusedBudgets implements Budgets {
  private final BudgetFuse fuse;
  private final SpendReader reader;

  FusedBudgets(BudgetFuse fuse, SpendReader reader) {
    this.fuse = fuse;
    this.reader = reader;
  }

  @Override
  public void own(Collection<Integer> partitions) {
    Map<Integer, Spend> spent = reader.on(fuse.today());
    partitions.forEach(partition -> fuse.own(partition, spent.getOrDefault(partition, Spend.NONE)));
  }

  @Override
  public void release(Collection<Integer> partitions) {
    partitions.forEach(fuse::release);
  }

  @Override
  public void close() {
    reader.close();
  }
}
