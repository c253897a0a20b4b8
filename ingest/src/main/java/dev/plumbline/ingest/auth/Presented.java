package dev.plumbline.ingest.auth;

import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What a sender shows of itself.
 *
 * @param authorization the values of all Authorization headers
 * @param session that of TLS, or null without it
 */
public record Presented(List<String> authorization, @Nullable SSLSession session) {
  /** The header of a request, and the metadata of a call. */
  public static final String HEADER = "authorization";
}
