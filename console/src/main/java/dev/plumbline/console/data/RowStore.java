package dev.plumbline.console.data;

import dev.plumbline.evaluation.intake.Understanding;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One row per interaction, ordered by end time. Topics are read in no order among each other, so
 * whichever record comes first makes the row; it is shown when its interaction is known. At the cap
 * the oldest row leaves, and is counted.
 */
public final class RowStore {
  private static final Comparator<Row> LATEST_FIRST =
      Comparator.comparingLong((Row row) -> row.endMillis)
          .thenComparing(row -> row.interactionId)
          .reversed();

  private static final int MAX_UNDERSTANDINGS = 10_000;

  private final int max;
  private final Map<String, Row> byId = new HashMap<>();
  private final Map<String, List<Row>> byTrace = new HashMap<>();
  private final LinkedHashMap<String, Results> signals = new LinkedHashMap<>();
  private final TreeSet<Row> ordered = new TreeSet<>(LATEST_FIRST);
  private final Map<SliceValues, SliceValues> slices = new HashMap<>();
  private final Map<Understanding, Understanding> understandings = new HashMap<>();
  private int superseded;
  private long evicted;

  /**
   * An empty store.
   *
   * @param max rows kept, and traces with signals
   */
  public RowStore(int max) {
    this.max = max;
  }

  /** Notes an interaction; the highest revision is shown. */
  public synchronized void interaction(Interaction interaction, Position position) {
    if (!interaction.getSupersededBy().isEmpty()) {
      supersede(interaction);
      return;
    }
    SliceValues values =
        new SliceValues(
            interaction.getTenant(),
            interaction.getService(),
            interaction.getRoute(),
            interaction.getModel().getServed(),
            interaction.getPrompt().getVersion());
    long end = interaction.getEndUnixNanos() / 1_000_000;
    Row row = row(interaction.getInteractionId(), interaction.getTraceId(), values, end);
    if (row.interactionAt == Row.UNKNOWN || row.revision <= interaction.getRevision()) {
      boolean held = ordered.remove(row);
      row.endMillis = end;
      row.slice = interned(values);
      row.revision = interaction.getRevision();
      row.interactionAt = position.packed();
      row.understanding = interned(Understanding.of(interaction));
      if (held) {
        ordered.add(row);
      }
    }
  }

  /** It has no more revisions: its row stays, out of sight, for what is read later about it. */
  private void supersede(Interaction interaction) {
    Row row =
        row(
            interaction.getInteractionId(),
            interaction.getTraceId(),
            new SliceValues(interaction.getTenant(), "", "", "", ""),
            interaction.getArrivalUnixMillis());
    superseded += row.superseded ? 0 : 1;
    row.superseded = true;
  }

  /** Notes a score; the highest revision per evaluator counts. */
  public synchronized void score(Score score, Position position) {
    row(score.getInteractionId(), score.getTraceId(), score.getSlice(), score.getEndUnixMillis())
        .scores
        .put(score.getEvaluator().getId(), word(score.getOutcome()), score.getRevision(), position);
  }

  /** Notes a decision; the highest sequence number per evaluator counts. */
  public synchronized void decision(Decision decision, Position position) {
    row(
            decision.getInteractionId(),
            decision.getTraceId(),
            decision.getSlice(),
            decision.getEndUnixMillis())
        .decisions
        .put(
            decision.getEvaluator().getId(),
            word(decision.getOutcome()),
            decision.getSeq(),
            position);
  }

  /** Notes a verdict; the first one of an evaluator counts, here as everywhere. */
  public synchronized void verdict(Verdict verdict, Position position) {
    Row row =
        row(
            verdict.getInteractionId(),
            verdict.getTraceId(),
            verdict.getContribution().getSlice(),
            verdict.getContribution().getWindowStartUnixMillis());
    Results held = row.verdicts;
    if (held == null) {
      held = new Results();
      row.verdicts = held;
    }
    String evaluator = verdict.getEvaluator().getId();
    if (held.outcome(evaluator) == null) {
      held.put(evaluator, word(verdict.getStatus()), 0, position);
    }
  }

  /** Notes a signal for every interaction of its trace; a value of 0.5 and more is a pass. */
  public synchronized void signal(Signal signal, Position position) {
    Results said =
        signals.computeIfAbsent(
            of(signal.getTenant(), signal.getTraceId()), trace -> new Results());
    String outcome = !signal.hasValue() ? "noted" : signal.getValue() >= 0.5 ? "pass" : "fail";
    said.put(signal.getName(), outcome, 0, position);
    byTrace.getOrDefault(signal.getTraceId(), List.of()).stream()
        .filter(row -> row.slice.tenant().equals(signal.getTenant()))
        .forEach(row -> row.signals = said);
    if (signals.size() > max) {
      signals.pollFirstEntry();
    }
  }

  /**
   * Requests that match, latest first.
   *
   * @param skip how many to pass over
   * @param limit how many to give
   */
  public synchronized RowPage find(RowFilter filter, int skip, int limit) {
    List<RequestRow> rows = new ArrayList<>();
    int matched = 0;
    for (Row row : ordered) {
      if (row.matches(filter)) {
        if (matched >= skip && rows.size() < limit) {
          rows.add(row.view());
        }
        matched++;
      }
    }
    return new RowPage(List.copyOf(rows), matched);
  }

  /**
   * What was understood of the requests that match, by service and client.
   *
   * @param from earliest end time, Unix milliseconds
   */
  public synchronized Map<Client, Map<Understanding, Long>> understood(
      SliceFilter filter, long from) {
    Map<Client, Map<Understanding, Long>> understood = new TreeMap<>();
    RowFilter rows = new RowFilter(filter, from, null, null);
    for (Row row : ordered) {
      Understanding one = row.understanding;
      if (one != null && row.matches(rows)) {
        understood
            .computeIfAbsent(
                new Client(row.slice.service(), one.client()), client -> new HashMap<>())
            .merge(one, 1L, Long::sum);
      }
    }
    return understood;
  }

  /**
   * Who sends.
   *
   * @param service name of the service; empty when none was sent
   * @param scope instrumentation scope of the client library
   */
  public record Client(String service, String scope) implements Comparable<Client> {
    private static final Comparator<Client> ORDER =
        Comparator.comparing(Client::service).thenComparing(Client::scope);

    @Override
    public int compareTo(Client other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * One request of a tenant.
   *
   * @param interactionId its id, or empty for the first one of the trace
   */
  public synchronized Optional<RequestRow> get(
      String tenant, String traceId, String interactionId) {
    return byTrace.getOrDefault(traceId, List.of()).stream()
        .filter(row -> row.slice.tenant().equals(tenant))
        .filter(Row::shown)
        .filter(row -> interactionId.isEmpty() || row.interactionId.equals(interactionId))
        .findFirst()
        .map(Row::view);
  }

  /** Rows kept of interactions that are not a part of another one. */
  public synchronized int size() {
    return byId.size() - superseded;
  }

  /** Rows that left because of the cap. */
  public synchronized long evicted() {
    return evicted;
  }

  private Row row(String id, String trace, Slice slice, long end) {
    return row(id, trace, SliceValues.of(slice), end);
  }

  private Row row(String id, String trace, SliceValues values, long end) {
    Row known = byId.get(id);
    if (known != null) {
      return known;
    }
    Row row = new Row(id, trace, interned(values), end);
    row.signals = signals.get(of(values.tenant(), trace));
    byId.put(id, row);
    ordered.add(row);
    byTrace.computeIfAbsent(trace, t -> new ArrayList<>(1)).add(row);
    if (byId.size() > max) {
      Row oldest = ordered.removeLast();
      byId.remove(oldest.interactionId);
      superseded -= oldest.superseded ? 1 : 0;
      byTrace.computeIfPresent(
          oldest.traceId,
          (t, rows) -> {
            rows.remove(oldest);
            return rows.isEmpty() ? null : rows;
          });
      evicted++;
    }
    return row;
  }

  /** A service has few of them; what its senders can vary without end is not kept. */
  private Understanding interned(Understanding understanding) {
    Understanding known =
        understandings.size() < MAX_UNDERSTANDINGS
            ? understandings.putIfAbsent(understanding, understanding)
            : understandings.get(understanding);
    return known == null ? understanding : known;
  }

  private SliceValues interned(SliceValues values) {
    SliceValues known = slices.putIfAbsent(values, values);
    return known == null ? values : known;
  }

  private static String of(String tenant, String trace) {
    return tenant + "|" + trace;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
