package dev.plumbline.runtime.lifecycle;

/**
 * A part of a service with a life of its own. It is started once and does no I/O before; closing
 * drains what it has accepted, is idempotent, and is safe without a start.
 */
public interface Component extends AutoCloseable {
  /** Starts the component; throws when it cannot serve. */
  void start();

  /** Whether it can do its work now. Never throws. */
  Health check();

  @Override
  void close();
}
