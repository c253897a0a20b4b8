package dev.plumbline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.evaluation.capture.CaptureLevel;
import dev.plumbline.ingest.admission.RateConfig;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.runtime.config.ConfigDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestConfigTest {
  @TempDir private Path directory;

  @Test
  void aSectionThatSaysOnlyWhoMaySendGivesTheSettledValues() throws Exception {
    IngestConfig config = bind("ingest: {auth: {keys: /keys}, tls: /tls}");
    assertThat(config.auth().keys()).isEqualTo(Path.of("/keys"));
    assertThat(config.grpc().port()).isEqualTo(4317);
    assertThat(config.http().port()).isEqualTo(4318);
    assertThat(config.tenant()).isEqualTo("default");
    assertThat(config.limits().maxRequest()).isEqualTo(ByteSize.mib(64));
    assertThat(config.limits().maxWire()).isEqualTo(ByteSize.mib(16));
    assertThat(config.limits().maxInFlight().bytes())
        .isEqualTo(Runtime.getRuntime().maxMemory() / 4);
    assertThat(config.limits().recordCap()).isEqualTo(ByteSize.kib(900));
  }

  @Test
  void readsEveryKey() throws Exception {
    IngestConfig config =
        bind(
            """
            ingest:
              grpc: {host: 127.0.0.1, port: 0}
              http: {host: 127.0.0.1, port: 0}
              tls: /tls
              plaintext: never
              admin: {host: 127.0.0.1, port: 0}
              auth: {anonymous: loopback}
              tenant: acme
              rate: {bytesPerSecond: 20MiB, itemsPerSecond: 50000}
              tenants:
                globex: {rate: {itemsPerSecond: 100}}
                initech: {rate: {}, content: none}
                umbrella: {}
              limits:
                maxRequest: 32MiB
                maxWire: 8MiB
                maxRatio: 50
                ratioAbove: 2MiB
                maxParts: 10000
                maxInFlight: 128MiB
                recordCap: 500KiB
                bodyTimeout: 5s
                ackTimeout: 8s
            """);
    assertThat(config.limits().maxRatio()).isEqualTo(50);
    assertThat(config.limits().bodyTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.limits().ackTimeout()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.tenant()).isEqualTo("acme");
    assertThat(config.rate(new Tenant("acme")).itemsPerSecond()).isEqualTo(50_000);
    assertThat(config.rate(new Tenant("globex"))).isEqualTo(new RateConfig(null, 100));
    assertThat(config.rate(new Tenant("initech"))).isEqualTo(RateConfig.NONE);
    assertThat(config.rate(new Tenant("umbrella"))).isEqualTo(config.rate(new Tenant("acme")));
    assertThat(config.content(new Tenant("initech"))).isEqualTo(CaptureLevel.NONE);
    assertThat(config.content(new Tenant("umbrella"))).isEqualTo(CaptureLevel.FULL);
  }

  @Test
  void namesEveryMistakeAtOnce() {
    assertThatThrownBy(
            () ->
                bind(
                    """
                    ingest:
                      tenant: "Not A Tenant"
                      rate: {bytesPerSecond: 2GiB, itemsPerSecond: 0}
                      tenants: {Acme: {}}
                      limits: {maxRequest: 512MiB, maxWires: 1MiB}
                    """))
        .hasMessageContaining("rate.itemsPerSecond: found 0, expected 1 to")
        .hasMessageContaining("maxRequest: found 512MiB, expected 64KiB to 256MiB")
        .hasMessageContaining("did you mean maxWire?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ingest: {grpc: {port: 4317}}",
        "ingest: {auth: {}}",
        "ingest: {auth: {anonymous: never}}"
      })
  void doesNotLeaveOpenWhoMaySend(String yaml) {
    assertThatThrownBy(() -> bind(yaml))
        .hasMessageContaining("ingest.auth")
        .hasMessageContaining("found nothing, expected")
        .hasMessageContaining("a folder with a file of keys for each tenant")
        .hasMessageContaining("anonymous: loopback while only this machine can connect");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "10.0.0.7", "::", "gateway", "127.0.0.1.example.com"})
  void takesSendersWithoutAKeyOnOpenPortsOnlyWhenThatIsSaid(String host) throws Exception {
    String open =
        """
        ingest:
          grpc: {host: 127.0.0.1}
          http: {host: "%s"}
          plaintext: anywhere
          auth: {anonymous: %s}
        """;
    assertThatThrownBy(() -> bind(open.formatted(host, "loopback")))
        .hasMessageContaining(
            "ingest.auth.anonymous: found loopback, with ports on 127.0.0.1 and " + host)
        .hasMessageContaining("anonymous: anywhere");
    assertThat(bind(open.formatted(host, "anywhere")).http().host()).isEqualTo(host);
  }

  @Test
  void opensPortsWithoutTlsOnlyWhenThatIsSaid() throws Exception {
    assertThatThrownBy(() -> bind("ingest: {auth: {keys: k}}"))
        .hasMessageContaining("ingest.tls: found nothing, with ports on 0.0.0.0 and 0.0.0.0")
        .hasMessageContaining("plaintext: anywhere, when something in front speaks TLS");
    assertThat(bind("ingest: {auth: {keys: k}, plaintext: anywhere}").tls()).isNull();
    String here = "ingest: {auth: {keys: k}, grpc: {host: localhost}, http: {host: '::1'}%s}";
    assertThat(bind(here.formatted("")).tls()).isNull();
    assertThatThrownBy(() -> bind(here.formatted(", plaintext: never")))
        .hasMessageContaining("ingest.tls: found nothing");
  }

  @Test
  void takesTenantsFromCertificatesOnlyWithTls() throws Exception {
    String names = "ingest: {auth: {certificates: {\"spiffe://acme/collector\": acme}}, %s}";
    assertThat(bind(names.formatted("tls: /tls")).auth().certificates())
        .containsEntry("spiffe://acme/collector", "acme");
    assertThatThrownBy(() -> bind(names.formatted("plaintext: anywhere")))
        .hasMessageContaining("ingest.auth.certificates: found names, expected none without tls");
    assertThatThrownBy(() -> bind("ingest: {tls: t, auth: {certificates: {a: Acme}}}"))
        .hasMessageContaining("ingest.auth.certificates.a: found Acme, expected lower-case");
  }

  @Test
  void refusesWhatKeysWouldMakeMeaningless() {
    assertThatThrownBy(() -> bind("ingest: {tls: t, auth: {keys: k, anonymous: anywhere}}"))
        .hasMessageContaining("ingest.auth.anonymous: found anywhere, expected never beside keys");
    assertThatThrownBy(() -> bind("ingest: {tls: t, tenant: acme, auth: {keys: k}}"))
        .hasMessageContaining("ingest.tenant: found acme, expected none beside auth.keys");
  }

  private IngestConfig bind(String yaml) throws IOException {
    Files.writeString(directory.resolve("plumbline.yaml"), yaml);
    return ConfigDirectory.open(directory, Map.of()).bind("ingest", IngestConfig.class);
  }
}
