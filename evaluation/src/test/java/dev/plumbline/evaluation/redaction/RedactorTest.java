package dev.plumbline.evaluation.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values become tokens that can be compared, and JSON stays JSON. */
class RedactorTest {
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 20_261_128;
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

  private final Redaction redaction = Redaction.of(KEY, ALL);

  @Test
  void leavesATextWithoutValuesAsItIs() {
    String text = "Returns are accepted within 30 days, see section 4.2 (2026-11-28).";
    assertThat(redactor().redact(text)).isSameAs(text);
  }

  @Test
  void putsATokenInThePlaceOfEachValue() {
    assertThat(redactor().redact("Write to ann@corp.test or ring +49 30 901820."))
        .matches("Write to <email:[b-t]{12}> or ring <phone:[b-t]\\d[b-t]{10}>\\.");
  }

  @Test
  void givesTheSameTokenForAllSpellingsOfAValueWithinATenant() {
    String one = redactor().redact("4539 1488 0343 6467 ann@corp.test");
    assertThat(redactor().redact("4539148803436467 Ann@Corp.Test")).isEqualTo(one);
    assertThat(redaction.of("globex").redact("4539148803436467 ann@corp.test")).isNotEqualTo(one);
    byte[] other = KEY.clone();
    other[0]++;
    assertThat(Redaction.of(other, ALL).of("acme").redact("4539148803436467 ann@corp.test"))
        .isNotEqualTo(one);
  }

  @Test
  void givesDifferentValuesDifferentTokens() {
    Set<String> tokens = new HashSet<>();
    Redactor redactor = redactor();
    for (int i = 0; i < 20_000; i++) {
      tokens.add(redactor.redact("u" + i + "@corp.test"));
    }
    assertThat(tokens).hasSize(20_000);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void redactsOnceWhateverIsRedactedTwice(Kind kind) {
    for (Labelled one : Labelled.of(kind, 50, SEED)) {
      Redactor first = redactor();
      Redactor second = redactor();
      String once = first.redact(one.text());
      assertThat(second.redact(once)).as(one.text()).isSameAs(once);
      assertThat(second.counts()).as(one.text()).isEqualTo(first.counts());
      if (!one.value().isEmpty()) {
        assertThat(once).doesNotContain(one.value());
      }
    }
  }

  @Test
  void countsByKind() {
    Redactor redactor = redactor();
    redactor.redact("a@b.test, c@d.test");
    redactor.redact("203.0.113.9");
    assertThat(redactor.counts()).isEqualTo(Map.of(Kind.EMAIL, 2, Kind.IP, 1));
  }

  @Test
  void replacesWhereEscapesHideTheEndsOfAValue() throws Exception {
    String redacted = redactor().redact("[{\"content\": \"Hi\\nann@corp.test\\nBye \\u00e9\"}]");
    assertThat(redacted).startsWith("[{\"content\": \"Hi\\n<email:").endsWith(">\\nBye é\"}]");
    assertThat(JSON.readTree(redacted).at("/0/content").asText())
        .isEqualTo("Hi\n" + redactor().redact("ann@corp.test") + "\nBye é");
  }

  @Test
  void replacesNamesNumbersAndJsonWithinJson() throws Exception {
    ObjectNode inner = JSON.createObjectNode().put("to", "ann@corp.test").put("n", 1.50);
    ObjectNode outer = JSON.createObjectNode();
    outer.put("arguments", JSON.writeValueAsString(inner));
    outer.put("card", 4539148803436467L);
    outer.put("bob@corp.test", true);
    outer.put("password", "hunter2-and-4-more");
    JsonNode redacted = JSON.readTree(redactor().redact(outer.toString()));
    assertThat(JSON.readTree(redacted.path("arguments").asText()).path("to").asText())
        .startsWith("<email:");
    assertThat(redacted.path("card").asText()).startsWith("<card:");
    assertThat(redacted.path("password").asText()).startsWith("<token:");
    assertThat(redacted.toString()).doesNotContain("bob", "ann@", "hunter2");
  }

  @Test
  void keepsEveryOtherCharacterOfJson() {
    String json = "{ \"a\" : [1.0, 2e3, \"x\\ty\"],\n  \"mail\":\"ann@corp.test\" }";
    String token = redactor().redact("ann@corp.test");
    assertThat(redactor().redact(json)).isEqualTo(json.replace("ann@corp.test", token));
  }

  @Test
  void staysJsonWhateverIsInIt() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      ObjectNode tree = JSON.createObjectNode();
      for (int field = 0; field < 4; field++) {
        tree.put(text(random), text(random) + "ann@corp.test" + text(random));
        tree.putArray("n" + field).add(random.nextLong()).add(random.nextDouble());
      }
      String json = tree.toString();
      JsonNode redacted = JSON.readTree(redactor().redact(json));
      assertThat(redacted.size()).as("seed %s, %s", SEED, json).isEqualTo(tree.size());
      assertThat(redacted.toString()).doesNotContain("ann@corp.test");
    }
  }

  @Test
  void takesBrokenJsonForText() {
    assertThat(redactor().redact("[{\"content\": \"Hi\\nann@corp.test")).doesNotContain("corp");
  }

  @Test
  void givesUpOnDeepNestingAndNotOnTheValue() {
    String deep = "[".repeat(5_000) + "\"ann@corp.test\"" + "]".repeat(5_000);
    assertThat(redactor().redact(deep)).doesNotContain("corp");
  }

  @Test
  void asksForALongKey() {
    assertThatThrownBy(() -> Redaction.of(new byte[31], ALL))
        .hasMessage("found a key of 31 bytes, expected at least 32");
  }

  @Test
  void changesNothingWithoutKinds() {
    String text = "ann@corp.test";
    assertThat(Redaction.of(KEY, Set.of()).of("acme").redact(text)).isSameAs(text);
    assertThat(Redaction.none().of("acme").redact(text)).isSameAs(text);
  }

  private Redactor redactor() {
    return redaction.of("acme");
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append("\\\"\n\u0001 é{[x/".charAt(random.nextInt(10)));
    }
    return text.append(' ').toString();
  }
}
