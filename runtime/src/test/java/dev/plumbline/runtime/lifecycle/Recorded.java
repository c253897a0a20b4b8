package dev.plumbline.runtime.lifecycle;

import java.util.List;

/** A component that writes down what is done to it, and fails where it is told to. */
final class Recorded implements Component {
  private final String name;
  private final List<String> events;
  private Health health = Health.up();
  private boolean failsToStart;
  private boolean failsToClose;

  Recorded(String name, List<String> events) {
    this.name = name;
    this.events = events;
  }

  Recorded failingToStart() {
    failsToStart = true;
    return this;
  }

  Recorded failingToClose() {
    failsToClose = true;
    return this;
  }

  Recorded down(String detail) {
    health = Health.down(detail);
    return this;
  }

  @Override
  public void start() {
    events.add("start " + name);
    if (failsToStart) {
      throw new IllegalStateException(name + " cannot start");
    }
  }

  @Override
  public Health check() {
    return health;
  }

  @Override
  public Health alive() {
    return health;
  }

  @Override
  public void close() {
    events.add("close " + name);
    if (failsToClose) {
      throw new IllegalStateException(name + " cannot close");
    }
  }
}
