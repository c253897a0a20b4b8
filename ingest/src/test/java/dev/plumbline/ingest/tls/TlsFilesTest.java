package dev.plumbline.ingest.tls;

import static dev.plumbline.ingest.fixtures.Certificates.folder;
import static dev.plumbline.ingest.fixtures.Certificates.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TlsFilesTest {
  @Test
  void needsTheAuthorityOnlyWhereClientsShowCertificates() {
    Map<String, String> files = new HashMap<>(folder("server"));
    files.remove("ca.crt");
    assertThat(TlsFiles.parse(files, false).authorities()).isEmpty();
    assertThatThrownBy(() -> TlsFiles.parse(files, true))
        .hasMessage("ca.crt: found no such file, expected one here");
  }

  @Test
  void tellsEveryFileThatIsMissing() {
    assertThatThrownBy(() -> TlsFiles.parse(Map.of(), true))
        .hasMessage(
            """
            tls.crt: found no such file, expected one here
            ca.crt: found no such file, expected one here""");
  }

  @Test
  void refusesAKeyOfAnotherCertificate() {
    Map<String, String> files =
        Map.of("tls.crt", pem("server.crt"), "tls.key", pem("collector.key"));
    assertThatThrownBy(() -> TlsFiles.parse(files, false))
        .hasMessage("tls.key: found another key, expected that of tls.crt");
  }

  @Test
  void refusesWhatIsNoPemAndSaysHowToConvertAKey() {
    assertThatThrownBy(
            () ->
                TlsFiles.parse(
                    Map.of(
                        "tls.crt",
                        pem("server.crt"),
                        "tls.key",
                        pem("server.key").replace("PRIVATE KEY", "EC PRIVATE KEY")),
                    false))
        .hasMessageContaining("tls.key: found EC PRIVATE KEY, expected PRIVATE KEY, which is PKCS");
    assertThatThrownBy(() -> TlsFiles.parse(Map.of("tls.crt", "no", "tls.key", ""), false))
        .hasMessageContaining("tls.crt:")
        .hasMessageContaining("expected certificates in PEM");
  }

  @Test
  void showsNoKey() {
    assertThat(TlsFiles.parse(folder("server"), true)).hasToString("TlsFiles[CN=ingest]");
  }
}
