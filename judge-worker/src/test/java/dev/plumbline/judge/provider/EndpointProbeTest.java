package dev.plumbline.judge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointProbeTest {
  @TempDir Path dir;
  private final AtomicReference<String> seen = new AtomicReference<>();
  private HttpServer server;
  private volatile int status = 200;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/models",
        exchange -> {
          seen.set(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "200, none",
        "404, none",
        "401, refuses the key: status 401",
        "403, refuses the key: status 403",
        "503, answers status 503"
      })
  void tellsWhatStandsInTheWay(int answer, String problem) throws Exception {
    status = answer;
    assertThat(probe("")).isEqualTo(Optional.ofNullable(problem));
  }

  @Test
  void showsTheKeyAsACallWould() throws Exception {
    Path key = Files.writeString(dir.resolve("key"), "sk-123\n");
    assertThat(probe(key.toString())).isEmpty();
    assertThat(seen).hasValue("Bearer sk-123");
  }

  @Test
  void tellsThatNobodyListens() throws Exception {
    server.stop(0);
    assertThat(probe("")).hasValueSatisfying(it -> assertThat(it).contains("cannot be reached"));
  }

  private Optional<String> probe(String keyFile) throws InterruptedException {
    EndpointConfig config =
        new EndpointConfig(
            "primary",
            null,
            "http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
            "m-2026-01-01",
            keyFile,
            null,
            Duration.ofSeconds(20),
            null,
            "",
            null);
    try (HttpClient http = HttpJudgeClient.transport()) {
      return EndpointProbe.problem(config, http);
    }
  }
}
