package dev.plumbline.evaluation.redaction;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.ToLongFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What is replaced in content, and by which key. Each tenant has a key of its own, derived from one
 * secret: a value has the same token everywhere within a tenant, and another one in every other.
 * Nobody without the secret can tell whether a token stands for a value that they guess.
 */
public final class Redaction {
  /** The shortest secret, in bytes. */
  public static final int FEWEST_KEY_BYTES = 32;

  private static final String HMAC = "HmacSHA256";
  private static final byte[] KNOWN_TO_ALL = new byte[FEWEST_KEY_BYTES];

  private final byte @Nullable [] secret;
  private final Set<Kind> kinds;
  private final boolean lasting;

  private Redaction(byte @Nullable [] secret, Set<Kind> kinds, boolean lasting) {
    this.secret = secret;
    this.kinds = kinds;
    this.lasting = lasting;
  }

  /**
   * Replaces values of these kinds.
   *
   * @param secret at least {@value #FEWEST_KEY_BYTES} bytes
   */
  public static Redaction of(byte[] secret, Set<Kind> kinds) {
    if (secret.length < FEWEST_KEY_BYTES) {
      throw new IllegalArgumentException(
          "found a key of %d bytes, expected at least %d"
              .formatted(secret.length, FEWEST_KEY_BYTES));
    }
    Set<Kind> replaced = EnumSet.noneOf(Kind.class);
    replaced.addAll(kinds);
    return new Redaction(secret.clone(), Collections.unmodifiableSet(replaced), true);
  }

  /** The same with a secret that no other process has, nor this one after its next start. */
  public static Redaction ofOneStart(byte[] secret, Set<Kind> kinds) {
    return new Redaction(secret.clone(), of(secret, kinds).kinds, false);
  }

  /** Replaces nothing. */
  public static Redaction none() {
    return new Redaction(null, Set.of(), false);
  }

  /** For one piece of a tenant's content and one thread. */
  public Redactor of(String tenant) {
    return new Redactor(kinds, secret == null || kinds.isEmpty() ? null : mac(secret, tenant));
  }

  /**
   * Hashes of 64 bits that are compared with those of other processes, and of later starts. With a
   * lasting secret nobody without it can try texts against them; else everybody can. For one
   * thread.
   */
  public ToLongFunction<String> hashes(String tenant) {
    Mac mac = mac(secret == null || !lasting ? KNOWN_TO_ALL : secret, tenant);
    return text ->
        ByteBuffer.wrap(mac.doFinal(("hash " + text).getBytes(StandardCharsets.UTF_8))).getLong();
  }

  private static Mac mac(byte[] secret, String tenant) {
    return mac(mac(secret).doFinal(("tenant " + tenant).getBytes(StandardCharsets.UTF_8)));
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
