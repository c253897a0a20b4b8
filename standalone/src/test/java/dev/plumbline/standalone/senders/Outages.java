package dev.plumbline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.standalone.e2e.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;

/** Takes away what a sender needs while it sends, and gives it back. */
final class Outages {
  /** Longer than ingest waits for Kafka, so that senders are told UNAVAILABLE. */
  private static final Duration SUSPENDED = Duration.ofSeconds(12);

  private static final Duration DOWN = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Installation installation;
  private final Arrived arrived;
  private final String service;
  private final List<String> told = new ArrayList<>();

  /** Outages in the traffic of a service. */
  Outages(Installation installation, Arrived arrived, String service) {
    this.installation = installation;
    this.arrived = arrived;
    this.service = service;
  }

  /** Something that may fail. */
  interface Action {
    void run() throws Exception;
  }

  /** Sends, and has each outage happen when some of the traffic is through and some is not. */
  void during(Action sending, List<Action> outages) throws Exception {
    FutureTask<Void> sent =
        new FutureTask<>(
            () -> {
              sending.run();
              return null;
            });
    Thread sender = Thread.ofPlatform().start(sent);
    try {
      for (Action outage : outages) {
        int before = arrived.count(service);
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> sent.isDone() || arrived.count(service) > before);
        assertThat(sent.isDone()).as("the sender is still at it").isFalse();
        outage.run();
      }
      sent.get();
    } finally {
      sender.interrupt();
      sender.join();
    }
  }

  /** The broker stands still: ingest answers UNAVAILABLE or 503. */
  Action brokerSuspended() {
    return () -> {
      installation.signal("broker", "STOP");
      Thread.sleep(SUSPENDED);
      installation.signal("broker", "CONT");
      told.add("broker suspended for " + SUSPENDED.toSeconds() + " s");
    };
  }

  /** Ingest is killed and started again: connections break, and then there are none. */
  Action ingestKilled() {
    return () -> {
      installation.kill("ingest");
      Thread.sleep(DOWN);
      long began = System.nanoTime();
      installation.start("ingest");
      Awaitility.await().atMost(PATIENCE).until(() -> installation.isReady("ingest"));
      told.add("ingest away for %.0f s".formatted(1 + (System.nanoTime() - began) / 1e9));
    };
  }

  /** What happened. */
  String told() {
    return "equal after: " + String.join(", ", told);
  }
}
