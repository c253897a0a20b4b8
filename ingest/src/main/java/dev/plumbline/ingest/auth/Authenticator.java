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
   * @throws ExportException NO_CREDENTIAL, MALFORMED_CREDENTIAL, UNKNOWN_KEY or UNKNOWN_CERTIFICATE
   */
  Tenant tenant(Presented presented);

  /** Takes everybody as one tenant. */
  static Authenticator everybodyIs(Tenant tenant) {
    return presented -> tenant;
  }

  /** Goes by the key when the request has an Authorization header, else by the certificate. */
  static Authenticator either(Authenticator byKey, Authenticator byCertificate) {
    return presented ->
        (presented.authorization().isEmpty() ? byCertificate : byKey).tenant(presented);
  }
}
