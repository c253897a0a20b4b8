package dev.plumbline.runtime.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.metrics.Metrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {
  private final PrometheusMeterRegistry metrics = Metrics.create("ingest");
  private final AtomicReference<Health> health = new AtomicReference<>(Health.up());
  private final HttpClient client = HttpClient.newHttpClient();
  private final AdminServer server =
      new AdminServer(new AdminConfig(null, 0), metrics, this::health, () -> "kafka: {}\n");

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  @Test
  void isAliveWhileItAnswersThoughItIsNotReady() throws Exception {
    health.set(Health.down("kafka cannot be reached"));
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = get("/readyz");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).isEqualTo("kafka cannot be reached\n");
    health.set(Health.up());
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void showsMetersAndConfig() throws Exception {
    metrics.counter("plumbline.ingest.requests", "outcome", "ok").increment();
    HttpResponse<String> scraped = get("/metrics");
    assertThat(scraped.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(scraped.body())
        .contains("plumbline_ingest_requests_total{component=\"ingest\",outcome=\"ok\"} 1.0");
    assertThat(get("/configz").body()).isEqualTo("kafka: {}\n");
  }

  @Test
  void countsWhoReadsTheMetersButNotItsOwnCommands() throws Exception {
    send(request("/metrics").header("User-Agent", AdminServer.OURSELVES + "-doctor").build());
    assertThat(get("/metrics").body())
        .contains("plumbline_admin_scrapes_total{component=\"ingest\"} 1.0");
  }

  @Test
  void answersItsFourPathsOnly() throws Exception {
    assertThat(get("/livezz").statusCode()).isEqualTo(404);
    assertThat(get("/livez/x").statusCode()).isEqualTo(404);
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void onlyReads() throws Exception {
    HttpResponse<String> posted =
        send(request("/livez").POST(HttpRequest.BodyPublishers.ofString("x")).build());
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("Allow")).hasValue("GET, HEAD");
    HttpResponse<String> head = send(request("/livez").HEAD().build());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void answers500WhenAPageCannotBeMade() throws Exception {
    health.set(null);
    assertThat(get("/readyz").statusCode()).isEqualTo(500);
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhereItCannotListen() {
    AdminServer second =
        new AdminServer(new AdminConfig(null, server.port()), metrics, this::health, () -> "");
    assertThatThrownBy(second::start)
        .hasMessage(
            "admin server cannot listen on 127.0.0.1:"
                + server.port()
                + ": Address already in use; stop what listens there, or set another port in the"
                + " config");
    second.close();
    assertThat(second.check().ok()).isFalse();
  }

  @Test
  void stopsListeningWhenClosed() {
    int port = server.port();
    server.close();
    server.close();
    assertThat(server.port()).isZero();
    assertThatThrownBy(() -> send(HttpRequest.newBuilder(uri(port, "/livez")).build()))
        .isInstanceOf(java.net.ConnectException.class);
  }

  @Test
  void refusesAPortThatDoesNotExist() {
    assertThatThrownBy(() -> new AdminConfig("", 70_000))
        .hasMessage(
            "admin.host: found \"\", expected a text; "
                + "admin.port: found 70000, expected 0 to 65535");
    assertThatThrownBy(() -> new ListenConfig(null, -1)).hasMessageContaining("port: found -1");
  }

  private Health health() {
    Health now = health.get();
    if (now == null) {
      throw new IllegalStateException("check broke");
    }
    return now;
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(server.port(), path));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
