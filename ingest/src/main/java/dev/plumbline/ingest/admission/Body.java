package dev.plumbline.ingest.admission;

/**
 * A request's body with the share of the budget that it holds.
 *
 * @param bytes begins with the inflated body; what comes after it means nothing
 * @param length bytes of the body
 * @param share holds as many bytes; whoever ends the request closes it
 */
public record Body(byte[] bytes, int length, Share share) implements AutoCloseable {
  /** A body of all these bytes. */
  public Body(byte[] bytes, Share share) {
    this(bytes, bytes.length, share);
  }

  @Override
  public void close() {
    share.close();
  }
}
