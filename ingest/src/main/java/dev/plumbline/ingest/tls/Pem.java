package dev.plumbline.ingest.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM. Whatever is wrong is an IllegalArgumentException that says what was expected. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private Pem() {}

  /** All certificates, at least one. */
  static List<X509Certificate> certificates(String text) {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("expected certificates in PEM", e);
    }
    throw new IllegalArgumentException("found none, expected certificates in PEM");
  }

  /**
   * The private key.
   *
   * @param algorithm that of the public key that belongs to it
   */
  static PrivateKey privateKey(String text, String algorithm) {
    Matcher block = BLOCK.matcher(text);
    if (!block.find()) {
      throw new IllegalArgumentException("found none, expected a private key in PEM");
    }
    if (!block.group(1).equals("PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "found %s, expected PRIVATE KEY, which is PKCS#8: openssl pkcs8 -topk8 -nocrypt makes it"
              .formatted(block.group(1)));
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("expected a key for the certificate's " + algorithm, e);
    }
  }
}
