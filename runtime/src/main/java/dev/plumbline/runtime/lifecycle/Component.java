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

  /**
   * Whether it can ever do its work again in this process. Down is final: {@link ServiceMain}
   * drains and ends the process with a failure, so that whoever runs it starts a new one. Never
   * throws.
   */
  default Health alive() {
    return Health.up();
  }

  @Override
  void close();
}
