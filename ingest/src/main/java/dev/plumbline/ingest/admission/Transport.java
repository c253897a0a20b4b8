package dev.plumbline.ingest.admission;

import java.util.Locale;

/** How a request came in. */
public enum Transport {
  /** OTLP/gRPC. */
  GRPC,
  /** OTLP/HTTP. */
  HTTP;

  /** As a metric label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
