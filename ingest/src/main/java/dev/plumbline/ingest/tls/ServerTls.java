package dev.plumbline.ingest.tls;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * TLS 1.2 and 1.3 by the JDK, for both servers alike. A client may come without a certificate; who
 * has to show one is for the authenticator to say, which can say it in words. A certificate that no
 * authority has signed, or that is not valid any more, ends the handshake.
 */
public final class ServerTls {
  private final CurrentKey key;
  private final CurrentAuthorities authorities;
  private final boolean clients;

  /**
   * The TLS of these files as they are at each handshake.
   *
   * @param clients whether clients are asked for a certificate
   */
  public ServerTls(Supplier<TlsFiles> files, boolean clients) {
    this.key = new CurrentKey(files);
    this.authorities = new CurrentAuthorities(files);
    this.clients = clients;
  }

  /** For the gRPC server. */
  public SslContext forGrpc() {
    try {
      return GrpcSslContexts.configure(SslContextBuilder.forServer(key), SslProvider.JDK)
          .trustManager(authorities)
          .clientAuth(clients ? ClientAuth.OPTIONAL : ClientAuth.NONE)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("this JDK has no TLS for gRPC", e);
    }
  }

  /** For the HTTP server. */
  public HttpsConfigurator forHttp() {
    SSLContext context;
    try {
      context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {key}, new TrustManager[] {authorities}, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters settings = getSSLContext().getDefaultSSLParameters();
        settings.setWantClientAuth(clients);
        parameters.setSSLParameters(settings);
      }
    };
  }
}
