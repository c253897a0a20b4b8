package dev.plumbline.evaluation.redaction;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kind of value that is known by its form. */
public enum Kind {
  /** An e-mail address. */
  EMAIL("an e-mail address"),
  /** A telephone number: international with a plus, or of North America in its groups. */
  PHONE("a telephone number"),
  /** An IBAN with a right checksum. */
  IBAN("an IBAN"),
  /** A payment card number with a right checksum. */
  CARD("a payment card number"),
  /** A US social security number with dashes. */
  US_SSN("a US social security number"),
  /** National ids of {@link NationalIds}. */
  NATIONAL_ID("a national identity number"),
  /** An IPv4 or IPv6 address of a single machine. */
  IP("an IP address"),
  /** An access key of a cloud. */
  CLOUD_KEY("a cloud access key"),
  /** A token with its issuer's prefix, after Bearer, or after a word such as password. */
  TOKEN("an access token"),
  /** A private key in PEM. */
  PRIVATE_KEY("a private key"),
  /** A signed token of three parts. */
  JWT("a signed token (JWT)");

  /** What tells who somebody is. */
  public static final Set<Kind> PERSONAL =
      Collections.unmodifiableSet(EnumSet.range(EMAIL, NATIONAL_ID));

  /** What opens something. */
  public static final Set<Kind> SECRET = Collections.unmodifiableSet(EnumSet.range(CLOUD_KEY, JWT));

  private final String words;
  private final String word;

  Kind(String words) {
    this.words = words;
    this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As a sentence names it; the value itself is never shown. */
  public String words() {
    return words;
  }

  /** As the config and the token write it. */
  public String word() {
    return word;
  }

  /** The kind of this word. */
  public static Optional<Kind> named(String word) {
    for (Kind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /**
   * The kinds of these words, where {@code all} stands for each.
   *
   * @throws IllegalArgumentException naming the first word that is none
   */
  public static Set<Kind> named(List<String> words) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String word : words) {
      if (word.equals("all")) {
        return EnumSet.allOf(Kind.class);
      }
      kinds.add(named(word).orElseThrow(() -> new IllegalArgumentException(unknown(word))));
    }
    return kinds;
  }

  private static String unknown(String word) {
    return "found %s, expected all or some of %s"
        .formatted(word, Stream.of(values()).map(Kind::word).collect(Collectors.joining(", ")));
  }
}
