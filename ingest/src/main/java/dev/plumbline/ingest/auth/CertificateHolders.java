package dev.plumbline.ingest.auth;

import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Takes those who showed a client certificate with a name that is known. TLS has verified by then
 * that it is theirs, is valid, and is signed by an authority of ours.
 */
public final class CertificateHolders implements Authenticator {
  /** E-mail address, DNS name and URI (RFC 5280, GeneralName); the rest are no texts. */
  private static final Set<Integer> TEXTS = Set.of(1, 2, 6);

  private final Map<String, Tenant> tenants;
  private final RepeatedFailureLog refusals;

  /**
   * An authenticator.
   *
   * @param tenants by subject alternative name, each as it stands in the certificate
   * @param refusals told of the reason only, never of what was presented
   */
  public CertificateHolders(Map<String, Tenant> tenants, RepeatedFailureLog refusals) {
    this.tenants = Map.copyOf(tenants);
    this.refusals = refusals;
  }

  @Override
  public Tenant tenant(Presented presented) {
    X509Certificate certificate = certificate(presented.session());
    if (certificate == null) {
      throw refused(FailureKind.NO_CREDENTIAL, "found no client certificate, expected one");
    }
    Set<Tenant> named =
        names(certificate).stream()
            .map(tenants::get)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    if (named.size() != 1) {
      throw refused(
          FailureKind.UNKNOWN_CERTIFICATE,
          named.isEmpty()
              ? "no subject alternative name of the certificate is known here"
              : "the certificate has names of several tenants");
    }
    return named.iterator().next();
  }

  private static @Nullable X509Certificate certificate(@Nullable SSLSession session) {
    if (session == null) {
      return null;
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate leaf ? leaf : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> name.getFirst() instanceof Integer type && TEXTS.contains(type))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private ExportException refused(FailureKind kind, String message) {
    refusals.failed(kind.label(), null);
    return new ExportException(kind, message);
  }
}
