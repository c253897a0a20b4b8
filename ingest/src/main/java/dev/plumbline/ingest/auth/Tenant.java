package dev.plumbline.ingest.auth;

import java.util.regex.Pattern;

/**
 * Whose traffic something is. It comes from a credential or from the config, never from a request.
 *
 * @param name 1 to 63 lower-case letters, digits and dashes
 */
public record Tenant(String name) {
  /** What a name looks like, for messages. */
  public static final String EXPECTED = "lower-case letters, digits, dashes";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** Whether a text can be a tenant's name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
