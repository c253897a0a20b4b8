package dev.plumbline.ingest.auth;

import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import java.util.List;
import java.util.function.Supplier;

/** Takes those who hold a key. */
public final class KeyHolders implements Authenticator {
  private static final String SCHEME = "bearer ";

  private final Supplier<Keys> keys;
  private final RepeatedFailureLog refusals;

  /**
   * An authenticator.
   *
   * @param keys those that are valid at each call
   * @param refusals told of the reason only, never of what was presented
   */
  public KeyHolders(Supplier<Keys> keys, RepeatedFailureLog refusals) {
    this.keys = keys;
    this.refusals = refusals;
  }

  @Override
  public Tenant tenant(Presented presented) {
    String key = key(presented.authorization());
    return keys.get()
        .tenant(key)
        .orElseThrow(() -> refused(FailureKind.UNKNOWN_KEY, "the key is not one that is valid"));
  }

  private String key(List<String> authorization) {
    if (authorization.isEmpty()) {
      throw refused(
          FailureKind.NO_CREDENTIAL, "found no credential, expected Authorization: Bearer KEY");
    }
    String header = authorization.getFirst().strip();
    boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    if (authorization.size() > 1 || !bearer) {
      throw refused(
          FailureKind.MALFORMED_CREDENTIAL,
          "found another Authorization, expected one header with Bearer KEY");
    }
    return header.substring(SCHEME.length()).strip();
  }

  private ExportException refused(FailureKind kind, String message) {
    refusals.failed(kind.label(), null);
    return new ExportException(kind, message);
  }
}
