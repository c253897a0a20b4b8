package dev.plumbline.ingest.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a folder of PEM files holds, named as in a Kubernetes Secret of type {@code tls}.
 *
 * @param chain the server's certificate first ({@code tls.crt})
 * @param key its private key ({@code tls.key})
 * @param authorities who may have signed a client's certificate ({@code ca.crt}), or none
 */
public record TlsFiles(
    List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {

  /**
   * Reads the files. A key must belong to its certificate.
   *
   * @param files texts by name
   * @param clients whether clients' certificates are asked for, so that {@code ca.crt} is needed
   * @throws IllegalArgumentException one problem per line
   */
  public static TlsFiles parse(Map<String, String> files, boolean clients) {
    List<String> problems = new ArrayList<>();
    List<X509Certificate> chain = read(files, "tls.crt", Pem::certificates, problems);
    PrivateKey key =
        chain == null
            ? null
            : read(
                files,
                "tls.key",
                text -> matching(Pem.privateKey(text, algorithm(chain)), chain),
                problems);
    List<X509Certificate> authorities =
        clients ? read(files, "ca.crt", Pem::certificates, problems) : List.of();
    if (chain == null || key == null || authorities == null) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new TlsFiles(chain, key, authorities);
  }

  private static <T> @Nullable T read(
      Map<String, String> files, String name, Function<String, T> parser, List<String> problems) {
    String text = files.get(name);
    if (text == null) {
      problems.add(name + ": found no such file, expected one here");
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      problems.add(name + ": " + e.getMessage());
      return null;
    }
  }

  private static PrivateKey matching(PrivateKey key, List<X509Certificate> chain) {
    PublicKey other = chain.getFirst().getPublicKey();
    byte[] sample = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(signatureFor(other.getAlgorithm()));
      signature.initSign(key);
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(other);
      signature.update(sample);
      if (signature.verify(signed)) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("expected a key that can sign", e);
    }
    throw new IllegalArgumentException("found another key, expected that of tls.crt");
  }

  private static String signatureFor(String algorithm) {
    return switch (algorithm) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> algorithm;
    };
  }

  private static String algorithm(List<X509Certificate> chain) {
    return chain.getFirst().getPublicKey().getAlgorithm();
  }

  /** The algorithm of the server's key, as TLS names it. */
  String algorithm() {
    return algorithm(chain);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "TlsFiles[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
