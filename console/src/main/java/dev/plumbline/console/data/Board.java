package dev.plumbline.console.data;

/** Everything that the console keeps in memory. */
public final class Board {
  private final WindowStore windows = new WindowStore();
  private final RowStore rows;
  private final InEffect inEffect = new InEffect();
  private final SpanStore spans = new SpanStore();

  /**
   * An empty board.
   *
   * @param maxRows requests kept
   */
  public Board(int maxRows) {
    this.rows = new RowStore(maxRows);
  }

  /** Windows and offline results. */
  public WindowStore windows() {
    return windows;
  }

  /** Requests. */
  public RowStore rows() {
    return rows;
  }

  /** The ledger of spans. */
  public SpanStore spans() {
    return spans;
  }

  /** Sampling policy and checks. */
  public InEffect inEffect() {
    return inEffect;
  }
}
