package dev.plumbline.scoring.spans;

import dev.plumbline.scoring.state.ServiceShare;
import dev.plumbline.v1.SpanCounts;
import dev.plumbline.v1.SpanCounts.Outcome;
import dev.plumbline.v1.SpanLedger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Books spans and log records, by double entry: what arrives is open, and leaves "open" only for an
 * outcome or to another task. So each row balances by itself, whatever fails in between, and what
 * is lost without an outcome shows as open for ever. It is a store of the task, in the transaction
 * of what it counts: work that is done twice is counted once.
 */
public final class SpanBook {
  /** The store: {@code tenant|service} to the row. */
  public static final String STORE = "span-ledger";

  /** Services of a tenant that have a row of their own in a task. */
  static final int MAX_SERVICES = 200;

  static final String OTHER = "__other__";

  private final KeyValueStore<String, SpanLedger> store;

  /** Tenants with no room for another service, which they stay: rows are never deleted. */
  private final Set<String> full = new HashSet<>();

  /** A book in this store. */
  public SpanBook(KeyValueStore<String, SpanLedger> store) {
    this.store = store;
  }

  /** Read from a topic of OTLP; open until it is booked out. */
  public void received(String tenant, List<ServiceShare> shares) {
    book(tenant, shares, (counts, n) -> in(counts.setReceived(counts.getReceived() + n), n));
  }

  /** Read from the topic of what was sent round; open until it is booked out. */
  public void cameRound(String tenant, List<ServiceShare> shares) {
    book(tenant, shares, (counts, n) -> in(counts.setCameRound(counts.getCameRound() + n), n));
  }

  /** Sent to the task that it belongs to; no longer open here. */
  public void sentRound(String tenant, List<ServiceShare> shares) {
    book(tenant, shares, (counts, n) -> out(counts.setSentRound(counts.getSentRound() + n), n));
  }

  /** Has its outcome; no longer open. */
  public void ended(String tenant, List<ServiceShare> shares, Outcome outcome) {
    book(tenant, shares, (counts, n) -> add(out(counts, n), outcome, n));
  }

  /** A record was put aside that cannot be read, and so not be counted in spans. */
  public void unreadable(String tenant) {
    change(tenant, "", row -> row.setUnreadableRecords(row.getUnreadableRecords() + 1));
  }

  private interface Booking {
    void book(SpanCounts.Builder counts, long n);
  }

  private void book(String tenant, List<ServiceShare> shares, Booking booking) {
    for (ServiceShare share : shares) {
      change(
          tenant,
          share.getService(),
          row -> {
            if (share.getSpans() > 0) {
              booking.book(row.getSpansBuilder(), share.getSpans());
            }
            if (share.getLogs() > 0) {
              booking.book(row.getLogsBuilder(), share.getLogs());
            }
            return row;
          });
    }
  }

  private static void in(SpanCounts.Builder counts, long n) {
    add(counts, Outcome.OPEN, n);
  }

  private static SpanCounts.Builder out(SpanCounts.Builder counts, long n) {
    return add(counts, Outcome.OPEN, -n);
  }

  private static SpanCounts.Builder add(SpanCounts.Builder counts, Outcome outcome, long n) {
    while (counts.getOutcomesCount() <= outcome.getNumber()) {
      counts.addOutcomes(0);
    }
    return counts.setOutcomes(outcome.getNumber(), counts.getOutcomes(outcome.getNumber()) + n);
  }

  private void change(String tenant, String service, UnaryOperator<SpanLedger.Builder> change) {
    String key = key(tenant, service);
    SpanLedger row = store.get(key);
    String name = service;
    if (row == null && isFull(tenant)) {
      name = OTHER;
      key = key(tenant, OTHER);
      row = store.get(key);
    }
    SpanLedger.Builder next =
        row == null ? SpanLedger.newBuilder().setTenant(tenant).setService(name) : row.toBuilder();
    store.put(key, change.apply(next).build());
  }

  private boolean isFull(String tenant) {
    if (full.contains(tenant)) {
      return true;
    }
    int rows = 0;
    try (KeyValueIterator<String, SpanLedger> range = store.range(tenant + "|", tenant + "}")) {
      while (range.hasNext() && rows < MAX_SERVICES) {
        range.next();
        rows++;
      }
    }
    return rows == MAX_SERVICES && full.add(tenant);
  }

  private static String key(String tenant, String service) {
    return tenant + "|" + service;
  }
}
