package dev.plumbline.standalone.doctor;

import dev.plumbline.console.ConsoleConfig;
import dev.plumbline.ingest.IngestConfig;
import dev.plumbline.judge.JudgeConfig;
import dev.plumbline.runtime.admin.AdminConfig;
import dev.plumbline.runtime.admin.AdminServer;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.scoring.ScoringConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the services say that they are ready, and whether anybody scrapes them. */
final class AdminProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String SCRAPES = "plumbline_admin_scrapes_total";

  private final ConfigDirectory config;

  AdminProbe(ConfigDirectory config) {
    this.config = config;
  }

  /** One finding for each service whose port is known. */
  List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      for (Map.Entry<String, AdminConfig> service : services().entrySet()) {
        findings.add(finding(http, service.getKey(), service.getValue()));
      }
    }
    return findings;
  }

  private Map<String, AdminConfig> services() {
    Map<String, AdminConfig> services = new LinkedHashMap<>();
    services.put("ingest", config.bind("ingest", IngestConfig.class).admin());
    services.put("scoring-streams", config.bind("scoring", ScoringConfig.class).admin());
    if (config.has("judge")) {
      services.put("judge-worker", config.bind("judge", JudgeConfig.class).admin());
    }
    services.put("console", config.bind("console", ConsoleConfig.class).admin());
    services.values().removeIf(admin -> admin.port() == 0);
    return services;
  }

  private static Finding finding(HttpClient http, String service, AdminConfig admin)
      throws InterruptedException {
    String address = admin.host() + ":" + admin.port();
    try {
      HttpResponse<String> ready = get(http, address, "/readyz");
      if (ready.statusCode() != 200) {
        return Finding.fail(
            "service", service + " at " + address + " is not ready: " + ready.body());
      }
      long scrapes = scrapes(get(http, address, "/metrics").body());
      return scrapes > 0
          ? Finding.ok(
              "service", service + " at " + address + " is ready, scraped " + scrapes + " times")
          : Finding.warn(
              "service",
              service
                  + " at "
                  + address
                  + " is ready, and nobody has scraped it since it started: point Prometheus at"
                  + " /metrics there");
    } catch (IOException e) {
      return Finding.warn(
          "service", service + " at " + address + ": found no answer from here, expected /readyz");
    }
  }

  private static long scrapes(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(SCRAPES))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static HttpResponse<String> get(HttpClient http, String address, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .timeout(PATIENCE)
            .header("User-Agent", AdminServer.OURSELVES + "-doctor")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
