package dev.plumbline.ingest.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys that are valid now, as digests. A tenant may have several, so that a new one can be
 * handed out before the old one is taken away.
 */
public final class Keys {
  /** What fits into an Authorization header (RFC 6750), long enough not to be guessed. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._~+/-]{16,512}={0,2}");

  private final List<Known> known;

  private record Known(Digest digest, Tenant tenant, String where) {}

  private Keys(List<Known> known) {
    this.known = List.copyOf(known);
  }

  /**
   * The keys of these files. White space around a key is not part of it; empty lines and those that
   * start with {@code #} are left out.
   *
   * @param files texts by file name, which is the tenant's
   * @throws IllegalArgumentException one problem per line, without any key
   */
  public static Keys parse(Map<String, String> files) {
    List<Known> known = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    files.forEach(
        (file, text) -> {
          if (Tenant.isName(file)) {
            read(file, text, known, problems);
          } else {
            problems.add(
                "found a file %s, expected the name of a tenant: %s"
                    .formatted(file, Tenant.EXPECTED));
          }
        });
    if (known.isEmpty() && problems.isEmpty()) {
      problems.add("found no key, expected a file for each tenant with one key per line");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new Keys(known);
  }

  /** The tenant of a key. Every key is looked at, so that the time tells nothing. */
  Optional<Tenant> tenant(String key) {
    Digest presented = Digest.of(key);
    Tenant found = null;
    for (Known one : known) {
      if (one.digest().matches(presented)) {
        found = one.tenant();
      }
    }
    return Optional.ofNullable(found);
  }

  private static void read(String file, String text, List<Known> known, List<String> problems) {
    Tenant tenant = new Tenant(file);
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String where = file + " line " + (i + 1);
      if (!KEY.matcher(line).matches()) {
        problems.add(
            where
                + ": found "
                + line.length()
                + " characters that are no key, expected 16 to 512 letters, digits and -._~+/");
        continue;
      }
      Digest digest = Digest.of(line);
      known.stream()
          .filter(one -> one.digest().matches(digest))
          .findFirst()
          .ifPresentOrElse(
              one -> problems.add(where + ": found the key of " + one.where() + " again"),
              () -> known.add(new Known(digest, tenant, where)));
    }
  }
}
