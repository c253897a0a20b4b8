package dev.plumbline.runtime.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Components that live and die together: started in order, closed in reverse. */
public final class Components implements Component {
  private final List<Component> parts;
  private final Deque<Component> toClose = new ArrayDeque<>();
  private boolean used;

  /** These parts, in the order of their start. */
  public Components(List<Component> parts) {
    this.parts = List.copyOf(parts);
    this.parts.forEach(toClose::push);
  }

  /**
   * Starts each part. When one fails, all are closed and the failure is thrown.
   *
   * @throws IllegalStateException when it was started or closed before
   */
  @Override
  public synchronized void start() {
    if (used) {
      throw new IllegalStateException("components start once, and not after they were closed");
    }
    used = true;
    try {
      parts.forEach(Component::start);
    } catch (RuntimeException e) {
      RuntimeException failure = closeAll();
      if (failure != null) {
        e.addSuppressed(failure);
      }
      throw e;
    }
  }

  /** Up when every part is; otherwise the details of all that are not. */
  @Override
  public Health check() {
    return all(Component::check);
  }

  /** Up when every part is alive; otherwise the details of all that are not. */
  @Override
  public Health alive() {
    return all(Component::alive);
  }

  /**
   * Closes every part, also those not started. One that fails does not keep the others open; the
   * first failure is thrown when all are closed.
   */
  @Override
  public synchronized void close() {
    used = true;
    RuntimeException failure = closeAll();
    if (failure != null) {
      throw failure;
    }
  }

  private Health all(Function<Component, Health> question) {
    List<Health> down = parts.stream().map(question).filter(health -> !health.ok()).toList();
    return down.isEmpty()
        ? Health.up()
        : Health.down(down.stream().map(Health::detail).collect(Collectors.joining("; ")));
  }

  private @Nullable RuntimeException closeAll() {
    RuntimeException first = null;
    while (!toClose.isEmpty()) {
      try {
        toClose.pop().close();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    return first;
  }
}
