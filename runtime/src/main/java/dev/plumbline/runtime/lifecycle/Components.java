package dev.plumbline.runtime.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Components that live and die together: started in order, closed in reverse. */
public final class Components implements Component {
  private static final Logger LOGGER = LoggerFactory.getLogger(Components.class);

  private final List<Component> parts;
  private final Deque<Component> started = new ArrayDeque<>();

  /** These parts, in the order of their start. */
  public Components(List<Component> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Starts each part; when one fails, those already started are closed and the failure is thrown.
   */
  @Override
  public synchronized void start() {
    for (Component part : parts) {
      try {
        started.push(part);
        part.start();
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
  }

  /** The first part that is not well, or up. */
  @Override
  public Health check() {
    for (Component part : parts) {
      Health health = part.check();
      if (!health.ok()) {
        return health;
      }
    }
    return Health.up();
  }

  /** Closes every started part; one that fails is logged and does not keep the others open. */
  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      Component part = started.pop();
      try {
        part.close();
      } catch (RuntimeException e) {
        LOGGER
            .atError()
            .addKeyValue("component", part.getClass().getSimpleName())
            .setCause(e)
            .log("a component did not close cleanly");
      }
    }
  }
}
