package dev.plumbline.runtime.lifecycle;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.runtime.kafka.TopicMismatchException;
import dev.plumbline.runtime.log.JulBridge;
import dev.plumbline.runtime.metrics.Metrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one service from its config directory until the process is asked to stop. */
public final class ServiceMain {
  /** The service ran and drained. */
  public static final int OK = 0;

  /** The service could not start, failed while it ran, or did not drain. */
  public static final int FAILED = 1;

  /** The config is wrong, or the broker's topics do not fit it; starting again does not help. */
  public static final int BAD_CONFIG = 78;

  private static final Logger LOGGER = LoggerFactory.getLogger(ServiceMain.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Where a container finds its config. */
  private static final String CONFIG = "/etc/plumbline";

  private ServiceMain() {}

  /**
   * The whole {@code main} of a service: runs it and ends the process with its exit code.
   *
   * @param args the config directory, or nothing for {@code /etc/plumbline}
   */
  public static void main(
      String name,
      String[] args,
      BiFunction<ConfigDirectory, PrometheusMeterRegistry, Component> factory) {
    System.exit(run(name, Path.of(args.length == 0 ? CONFIG : args[0]), factory));
  }

  /**
   * Starts the service, waits for SIGTERM or SIGINT or the service's own death, then drains it. The
   * caller passes the result to {@link System#exit}.
   *
   * @param name the service's name in logs and metrics
   * @param configDir the config directory
   * @param factory wires the service
   * @return exit code: {@link #OK}, {@link #FAILED} or {@link #BAD_CONFIG}
   */
  public static int run(
      String name,
      Path configDir,
      BiFunction<ConfigDirectory, PrometheusMeterRegistry, Component> factory) {
    return run(name, configDir, System.getenv(), factory);
  }

  /**
   * The same with values of its own for <code>${NAME}</code> in the config.
   *
   * @param env takes the environment's place
   */
  public static int run(
      String name,
      Path configDir,
      Map<String, String> env,
      BiFunction<ConfigDirectory, PrometheusMeterRegistry, Component> factory) {
    return run(name, configDir, env, factory, StopSignal.install());
  }

  static int run(
      String name,
      Path configDir,
      Map<String, String> env,
      BiFunction<ConfigDirectory, PrometheusMeterRegistry, Component> factory,
      StopSignal stop) {
    JulBridge.install();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) ->
            LOGGER
                .atError()
                .addKeyValue("thread", thread.getName())
                .setCause(e)
                .log("thread died"));
    try (Component service =
        factory.apply(ConfigDirectory.open(configDir, env), Metrics.create(name))) {
      service.start();
      LOGGER.atInfo().addKeyValue("service", name).log("service started");
      int code = watch(service, stop);
      LOGGER.atInfo().addKeyValue("service", name).log("service draining");
      return code;
    } catch (ConfigException | TopicMismatchException e) {
      System.err.println(e.getMessage());
      return BAD_CONFIG;
    } catch (ListenException e) {
      System.err.println(e.getMessage());
      return FAILED;
    } catch (RuntimeException | Error e) {
      LOGGER.atError().addKeyValue("service", name).setCause(e).log("service failed");
      return FAILED;
    }
  }

  /** Blocks until the process is asked to stop. The caller then closes what it has and returns. */
  public static void awaitStop() {
    StopSignal stop = StopSignal.install();
    try {
      while (!stop.await(Duration.ofDays(1))) {
        // Not asked yet.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int watch(Component service, StopSignal stop) {
    try {
      while (!stop.await(LOOK_EVERY)) {
        Health alive = service.alive();
        if (!alive.ok()) {
          LOGGER.atError().addKeyValue("reason", alive.detail()).log("service died");
          return FAILED;
        }
      }
      return OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OK;
    }
  }
}
