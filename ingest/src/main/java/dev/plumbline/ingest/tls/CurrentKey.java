package dev.plumbline.ingest.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificate and key as they are at each handshake. Their alias is the certificate's
 * serial number, so that a handshake during a replacement never gets parts of both.
 */
final class CurrentKey extends X509ExtendedKeyManager {
  private final Supplier<TlsFiles> files;

  CurrentKey(Supplier<TlsFiles> files) {
    this.files = files;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    TlsFiles now = files.get();
    return now.algorithm().equals(keyType) ? alias(now) : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chooseEngineServerAlias(keyType, issuers, null);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = chooseEngineServerAlias(keyType, issuers, null);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    TlsFiles now = files.get();
    return alias.equals(alias(now)) ? now.chain().toArray(X509Certificate[]::new) : null;
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    TlsFiles now = files.get();
    return alias.equals(alias(now)) ? now.key() : null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  private static String alias(TlsFiles files) {
    return files.chain().getFirst().getSerialNumber().toString(16);
  }
}
