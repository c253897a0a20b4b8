package dev.plumbline.ingest.admission;

/**
 * A request's body with the share of the budget that it holds.
 *
 * @param bytes the inflated body
 * @param budget where its bytes are held
 */
public record Body(byte[] bytes, BytesInFlight budget) implements AutoCloseable {
  /** Gives the bytes back; call once. */
  @Override
  public void close() {
    budget.release(bytes.length);
  }
}
