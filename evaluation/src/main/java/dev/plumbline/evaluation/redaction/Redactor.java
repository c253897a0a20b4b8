package dev.plumbline.evaluation.redaction;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Replaces values in texts by tokens, and counts them by kind. In a text that is JSON each string
 * and number is looked at by itself, and it stays JSON. A token stays as it is, so redacting twice
 * is redacting once. For one thread.
 */
public final class Redactor {
  /** JSON within a JSON string is followed so deep; below that it is text. */
  private static final int DEEPEST = 4;

  private final Set<Kind> kinds;
  private final @Nullable Mac mac;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  Redactor(Set<Kind> kinds, @Nullable Mac mac) {
    this.kinds = kinds;
    this.mac = mac;
  }

  /** Whether it never changes anything. */
  public boolean isIdle() {
    return mac == null;
  }

  /** The text without its values; the same object when it has none. */
  public String redact(String text) {
    return mac == null ? text : redact(text, DEEPEST);
  }

  /**
   * The value of a name, which may say that all of it is secret.
   *
   * @param name such as {@code api_key}
   */
  public String redact(String name, String text) {
    return mac == null ? text : redact(name, text, DEEPEST);
  }

  /** How many values were found so far, those that were tokens before included. */
  public Map<Kind, Integer> counts() {
    return Map.copyOf(counts);
  }

  private String redact(String name, String text, int depth) {
    return kinds.contains(Kind.TOKEN)
            && AssignedSecrets.isName(name)
            && AssignedSecrets.isValue(text)
        ? token(Kind.TOKEN, text)
        : redact(text, depth);
  }

  private String redact(String text, int depth) {
    List<Found> found = Detectors.in(text, kinds);
    boolean escapes = text.indexOf('\\') >= 0;
    if (found.isEmpty() && !escapes) {
      return text;
    }
    if (depth > 0) {
      String json = JsonText.rewritten(text, (name, leaf) -> redact(name, leaf, depth - 1));
      if (json != null) {
        return json;
      }
    }
    if (found.isEmpty()) {
      return text;
    }
    StringBuilder redacted = new StringBuilder(text.length());
    int from = 0;
    for (Found value : found) {
      redacted.append(text, from, value.start());
      redacted.append(token(value.kind(), text.substring(value.start(), value.end())));
      from = value.end();
    }
    String whole = redacted.append(text, from, text.length()).toString();
    return whole.equals(text) ? text : whole;
  }

  private String token(Kind kind, String value) {
    counts.merge(kind, 1, Integer::sum);
    if (Tokens.kind(value).isPresent()) {
      return value;
    }
    Mac keyed = Objects.requireNonNull(mac);
    return Tokens.of(
        kind,
        keyed.doFinal((kind.word() + " " + plain(kind, value)).getBytes(StandardCharsets.UTF_8)));
  }

  /** The same for all spellings of a value. */
  private static String plain(Kind kind, String value) {
    return switch (kind) {
      case EMAIL, IP -> value.toLowerCase(Locale.ROOT);
      case PHONE, CARD, US_SSN -> Text.digits(value, 0, value.length());
      case IBAN, NATIONAL_ID -> value.replaceAll("[^A-Za-z0-9]", "");
      case CLOUD_KEY, TOKEN, PRIVATE_KEY, JWT -> value;
    };
  }
}
