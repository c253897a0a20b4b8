package dev.plumbline.ingest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ingest wants to know before it makes tokens. */
class ContentConfigTest {
  private static final String PORTS =
      "grpc: {host: 127.0.0.1, port: 0}, http: {host: 127.0.0.1, port: 0}, admin: {port: 0},"
          + " auth: {anonymous: loopback}";

  @TempDir Path dir;

  @Test
  void asksForAKeyWhereTokensMustBeTheSameOnEveryReplica() throws Exception {
    for (String content :
        new String[] {"content: redacted", "tenants: {acme: {content: metadata}}"}) {
      String ingest = "ingest: {%s, %s}%n".formatted(PORTS, content);
      assertThatThrownBy(() -> wire(ingest))
          .hasMessageContaining("redaction.keyFile: found nothing, expected a file with one line");
      Files.writeString(dir.resolve("token.key"), "0123456789abcdef0123456789abcdef");
      assertThatCode(() -> wire(ingest + "redaction: {keyFile: token.key}\n"))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void needsNoKeyWhereItMakesNoTokensThatMatter() {
    assertThatCode(() -> wire("ingest: {%s, content: none}%n".formatted(PORTS)))
        .doesNotThrowAnyException();
  }

  @Test
  void namesTheKindThatItDoesNotKnow() {
    assertThatThrownBy(() -> wire("ingest: {%s}%nredaction: {kinds: [mail]}%n".formatted(PORTS)))
        .hasMessageContaining("redaction.kinds: found mail, expected all or some of email, phone");
  }

  private void wire(String yaml) throws IOException {
    Files.writeString(dir.resolve(ConfigDirectory.FILE), yaml);
    new IngestApp(ConfigDirectory.open(dir, Map.of()), Metrics.create("test")).close();
  }
}
