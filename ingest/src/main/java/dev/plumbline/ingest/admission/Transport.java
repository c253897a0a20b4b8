package dev.plumbline.ingest.admission;

import java.util.Locale;

/** How a request came in. */
public enum Transport {
  /** OTLP/gRPC. */
  GRPC,
  /** OTLP/HTTP. */
  HTTP,
  /** OTLP/HTTP in JSON, which takes several times as long to read. */
  HTTP_JSON;

  /** As a metric label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
