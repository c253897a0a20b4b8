package dev.plumbline.console;

import dev.plumbline.console.config.ConfigState;
import dev.plumbline.console.data.Board;
import dev.plumbline.console.data.ConsoleMetrics;
import dev.plumbline.console.data.KafkaContent;
import dev.plumbline.console.data.Reader;
import dev.plumbline.console.http.Api;
import dev.plumbline.console.http.WebServer;
import dev.plumbline.console.requests.RequestService;
import dev.plumbline.runtime.admin.AdminServer;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Components;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.reload.ConfigWatch;
import dev.plumbline.topics.TopicCatalog;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;

/** The console service: topics in, page and JSON API out. It writes nothing. */
public final class ConsoleApp implements Component {
  private final ConfigWatch watch;
  private final KafkaConfig kafka;
  private final WebServer web;
  private final Components parts;

  /** Wires the service from sections {@code kafka} and {@code console}. */
  public ConsoleApp(ConfigDirectory config, PrometheusMeterRegistry metrics) {
    Clock clock = Clock.systemUTC();
    watch = new ConfigWatch(config, metrics, clock);
    ConsoleConfig console = watch.cold("console", ConsoleConfig.class);
    kafka = watch.cold("kafka", KafkaConfig.class);
    KafkaSettings settings = new KafkaSettings(kafka);
    Board board = new Board(console.maxRows());
    ConfigState state = new ConfigState(config, watch, board.inEffect());
    Reader reader = new Reader(settings, board, new ConsoleMetrics(metrics, board), clock);
    KafkaContent content = new KafkaContent(settings, clock);
    Api api =
        new Api(
            board,
            new RequestService(board.rows(), content),
            clock,
            console.simulated(),
            reader::caughtUp,
            state::files);
    web = new WebServer(console.http(), api);
    AdminServer admin = new AdminServer(console.admin(), metrics, reader::check, watch::configz);
    parts = new Components(List.of(admin, watch, content, reader, web));
  }

  @Override
  public void start() {
    Topics.ensure(kafka, TopicCatalog.ALL);
    parts.start();
  }

  /** The port of the page; 0 before the start. */
  public int port() {
    return web.port();
  }

  /** Tells of this section when it comes: nothing that runs here would, and it takes a restart. */
  public void startsWithout(String section) {
    watch.absent(section);
  }

  @Override
  public Health check() {
    return parts.check();
  }

  @Override
  public void close() {
    parts.close();
  }
}
