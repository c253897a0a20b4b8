package dev.plumbline.standalone.senders;

import java.util.List;
import org.openqa.selenium.net.PortProber;

/**
 * One Collector with a pipeline for every way in which a Collector can send to ingest: three
 * encodings, three compressions. All else is left at the Collector's defaults.
 */
final class CollectorMatrix {
  private final StringBuilder receivers = new StringBuilder("receivers:\n");
  private final StringBuilder exporters = new StringBuilder("exporters:\n");
  private final StringBuilder pipelines = new StringBuilder("service:\n  pipelines:\n");

  /**
   * A way to send.
   *
   * @param transport grpc, proto or json
   * @param compression gzip, zstd or none
   * @param port where the Collector takes what it is to send so, over gRPC
   */
  record Way(String transport, String compression, int port) {
    String name() {
      return transport + "-" + compression;
    }
  }

  /** All nine, on free ports. */
  static List<Way> ways() {
    return List.of("grpc", "proto", "json").stream()
        .flatMap(
            transport ->
                List.of("gzip", "zstd", "none").stream()
                    .map(compression -> new Way(transport, compression, PortProber.findFreePort())))
        .toList();
  }

  /** The Collector's config. */
  static String config(List<Way> ways, int grpcPort, int httpPort) {
    CollectorMatrix matrix = new CollectorMatrix();
    for (Way way : ways) {
      matrix.add(way, grpcPort, httpPort);
    }
    return matrix.receivers + "processors:\n  batch:\n" + matrix.exporters + matrix.pipelines;
  }

  private void add(Way way, int grpcPort, int httpPort) {
    receivers.append(
        """
          otlp/%s:
            protocols:
              grpc: {endpoint: "127.0.0.1:%d"}
        """
            .formatted(way.name(), way.port()));
    boolean grpc = way.transport().equals("grpc");
    exporters.append(
        grpc
            ? """
              otlp_grpc/%s:
                endpoint: 127.0.0.1:%d
                tls: {insecure: true}
                compression: %s
            """
                .formatted(way.name(), grpcPort, way.compression())
            : """
              otlp_http/%s:
                endpoint: http://127.0.0.1:%d
                encoding: %s
                compression: %s
            """
                .formatted(way.name(), httpPort, way.transport(), way.compression()));
    pipelines.append(
        """
            traces/%s:
              receivers: [otlp/%s]
              processors: [batch]
              exporters: [%s/%s]
        """
            .formatted(way.name(), way.name(), grpc ? "otlp_grpc" : "otlp_http", way.name()));
  }
}
