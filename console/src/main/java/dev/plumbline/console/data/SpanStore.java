package dev.plumbline.console.data;

import dev.plumbline.v1.SpanLedger;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows of the ledger of spans, the last one of each task, tenant and service. */
public final class SpanStore {
  private final Map<String, SpanLedger> rows = new HashMap<>();

  /** Notes a row; none takes the last one away. */
  public synchronized void row(String key, @Nullable SpanLedger row) {
    if (row == null) {
      rows.remove(key);
    } else {
      rows.put(key, row);
    }
  }

  /** Every tenant that has a row, in order. */
  public synchronized Collection<String> tenants() {
    TreeSet<String> tenants = new TreeSet<>();
    rows.values().forEach(row -> tenants.add(row.getTenant()));
    return tenants;
  }

  /** The rows of a tenant: one for each service and task. */
  public synchronized List<SpanLedger> of(String tenant) {
    return rows.values().stream().filter(row -> row.getTenant().equals(tenant)).toList();
  }

  /** Spans that were received from anybody. */
  public synchronized long received() {
    return rows.values().stream().mapToLong(row -> row.getSpans().getReceived()).sum();
  }
}
