package dev.plumbline.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.console.ConsoleConfig;
import dev.plumbline.ingest.IngestConfig;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.oracle.Comparison;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An empty installation that somebody else runs, in a cluster for example: load on it while a
 * command does to it what it likes, then every number. {@code deploy/k8s/verify.sh} is such a
 * caller.
 */
@Tag("verify")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class InstalledIT {
  private static final double TRACES_PER_SECOND =
      Double.parseDouble(System.getProperty("verify.rate", "30"));
  private static final String COMMAND = System.getProperty("verify.while", "");
  private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(10);

  /** A kubelet takes up to about two minutes for a changed ConfigMap. */
  private static final Duration PROPAGATION = Duration.ofMinutes(3);

  @Tag("installed")
  @Test
  void countsEverythingWhateverTheCommandDoes() throws Exception {
    Row row = new Row("installed", "an installation elsewhere, under load while a command runs", 1);
    Report.THIS_RUN.run(row, () -> under(row));
  }

  /** The command sets every rate to 1.0, where there was no such rate before. */
  @Tag("installed-rate")
  @Test
  void decidesAtANewRateWithoutARestart() throws Exception {
    Row row = new Row("installed-rate", "a command sets every sampling rate to 1", 2);
    Report.THIS_RUN.run(row, () -> newRate(row));
  }

  private static void under(Row row) throws Exception {
    ConfigDirectory installation = installation();
    List<Load.Sent> sent;
    try (Load load = load(installation, row)) {
      load.start();
      Thread.sleep(BEFORE_AND_AFTER);
      command();
      Thread.sleep(BEFORE_AND_AFTER);
      sent = load.stop();
      row.figure("exports acknowledged", load.ledger().acknowledged());
      row.figure("exports not acknowledged, by status", load.ledger().failures());
    }
    int page = installation.bind("console", ConsoleConfig.class).http().port();
    new Settlement(kafka(installation), () -> status(page), sent, row, Comparison.Of.EVERYTHING)
        .reach();
  }

  private static void newRate(Row row) throws Exception {
    ConfigDirectory installation = installation();
    try (Load load = load(installation, row);
        ScoresAndRates books = new ScoresAndRates(kafka(installation))) {
      load.start();
      Awaitility.await()
          .atMost(PROPAGATION)
          .until(
              () -> {
                books.read();
                return !books.rates().isEmpty();
              });
      assertThat(books.rates()).as("rates before").doesNotContain(1.0);
      long edited = System.nanoTime();
      command();
      Awaitility.await()
          .atMost(PROPAGATION)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                books.read();
                return books.rates().contains(1.0);
              });
      row.figure(
          "seconds from the edit to the first decision at the new rate",
          "%.1f".formatted((System.nanoTime() - edited) / 1e9));
      load.stop();
    }
  }

  private static ConfigDirectory installation() throws NotHere {
    String config = System.getProperty("verify.config", "");
    if (config.isEmpty() || COMMAND.isEmpty()) {
      throw new NotHere("no installation: --config DIR and --while COMMAND say which, and what");
    }
    return ConfigDirectory.open(Path.of(config), Map.of());
  }

  private static KafkaConfig kafka(ConfigDirectory installation) {
    return installation.bind("kafka", KafkaConfig.class);
  }

  private static Load load(ConfigDirectory installation, Row row) {
    IngestConfig ingest = installation.bind("ingest", IngestConfig.class);
    return new Load(
        row.seed(),
        System.currentTimeMillis(),
        ingest.grpc().port(),
        ingest.http().port(),
        TRACES_PER_SECOND);
  }

  private static void command() throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("bash", "-c", COMMAND)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(Report.PROGRESS.toFile()))
            .start()
            .waitFor();
    assertThat(code).as("exit code of the command").isZero();
  }

  private static Optional<String> status(int port) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/status")).build();
      return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
