package dev.plumbline.ingest.admission;

/**
 * A request's body with the share of the budget that it holds.
 *
 * @param bytes the inflated body
 * @param share holds as many bytes; whoever ends the request closes it
 */
public record Body(byte[] bytes, Share share) implements AutoCloseable {
  @Override
  public void close() {
    share.close();
  }
}
