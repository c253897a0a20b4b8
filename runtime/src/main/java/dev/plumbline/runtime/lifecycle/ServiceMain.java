package dev.plumbline.runtime.lifecycle;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.runtime.metrics.Metrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one service from its config directory until the process is asked to stop. */
public final class ServiceMain {
  /** The service ran and drained. */
  public static final int OK = 0;

  /** The service could not start or failed. */
  public static final int FAILED = 1;

  /** The config is wrong. */
  public static final int BAD_CONFIG = 78;

  private static final Logger LOGGER = LoggerFactory.getLogger(ServiceMain.class);
  private static final long DRAIN_SECONDS = 30;

  private ServiceMain() {}

  /**
   * Starts the service and waits for SIGTERM or SIGINT, then drains it.
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
    try (Component service =
        factory.apply(ConfigDirectory.open(configDir, System.getenv()), Metrics.create(name))) {
      service.start();
      LOGGER.atInfo().addKeyValue("service", name).log("service started");
      awaitStop();
      LOGGER.atInfo().addKeyValue("service", name).log("service draining");
      return OK;
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      return BAD_CONFIG;
    } catch (RuntimeException e) {
      LOGGER.atError().addKeyValue("service", name).setCause(e).log("service failed");
      return FAILED;
    }
  }

  /**
   * Blocks until the process is asked to stop. The JVM stays alive until the calling thread has
   * drained and ended, at most for the drain time.
   */
  public static void awaitStop() {
    CountDownLatch stop = new CountDownLatch(1);
    Thread waiting = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  try {
                    waiting.join(TimeUnit.SECONDS.toMillis(DRAIN_SECONDS));
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "shutdown"));
    try {
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
