package dev.plumbline.ingest.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final String OLD = "acme-2026-10-AAAAAAAA";
  private static final String NEW = "acme-2026-11-BBBBBBBB";

  @Test
  void everyKeyOfATenantIsValidSoThatOneCanBeReplaced() {
    Keys keys =
        Keys.parse(
            Map.of(
                "acme",
                "# the old one goes in December\n" + OLD + "\n\n  " + NEW + "\r\n",
                "globex",
                "globex-key-0123456789"));
    assertThat(keys.tenant(OLD)).hasValue(new Tenant("acme"));
    assertThat(keys.tenant(NEW)).hasValue(new Tenant("acme"));
    assertThat(keys.tenant("globex-key-0123456789")).hasValue(new Tenant("globex"));
    assertThat(keys.tenant(OLD.toLowerCase(java.util.Locale.ROOT))).isEmpty();
    assertThat(keys.tenant(OLD + "A")).isEmpty();
    assertThat(keys.tenant("")).isEmpty();
  }

  @Test
  void tellsEveryProblemOfEveryFileAndNoKey() {
    assertThatThrownBy(
            () ->
                Keys.parse(
                    new java.util.TreeMap<>(
                        Map.of(
                            "Acme.txt", OLD,
                            "acme", OLD + "\nshort\ntwo words in one line",
                            "globex", "# none\n" + OLD))))
        .hasMessage(
            """
            found a file Acme.txt, expected the name of a tenant: lower-case letters, digits, dashes
            acme line 2: found 5 characters that are no key, expected 16 to 512 letters, digits and -._~+/
            acme line 3: found 21 characters that are no key, expected 16 to 512 letters, digits and -._~+/
            globex line 2: found the key of acme line 1 again""");
  }

  @Test
  void aFolderWithoutAKeyIsAMistakeAndNotAnOpenDoor() {
    assertThatThrownBy(() -> Keys.parse(Map.of())).hasMessageContaining("found no key");
    assertThatThrownBy(() -> Keys.parse(Map.of("acme", "# none")))
        .hasMessageContaining("found no key");
  }
}
