package dev.plumbline.ingest.auth;

import dev.plumbline.ingest.otlp.ExportException;

/**
 * Finds the tenant of a request by its credential alone, before the body is read: nothing else that
 * a sender says, in a header or in an attribute, has a part in it.
 */
public interface Authenticator {
  /**
   * The tenant that sends.
   *
   * @throws ExportException NO_CREDENTIAL, MALFORMED_CREDENTIAL or UNKNOWN_KEY
   */
  Tenant tenant(Presented presented);

  /** Takes everybody as one tenant. */
  static Authenticator everybodyIs(Tenant tenant) {
    return presented -> tenant;
  }
}
