package dev.plumbline.standalone.consumers;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Any backend: keeps the log events that a Collector forwards to it over OTLP/HTTP. */
final class LogsBackend implements AutoCloseable {
  private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  LogsBackend() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/v1/logs",
        exchange -> {
          try (exchange;
              var body = new GZIPInputStream(exchange.getRequestBody())) {
            ExportLogsServiceRequest.parseFrom(body).getResourceLogsList().stream()
                .flatMap(resource -> resource.getScopeLogsList().stream())
                .forEach(scope -> records.addAll(scope.getLogRecordsList()));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** {@code id revision verdict} of every evaluation event so far, as the other consumers print. */
  Set<String> results() {
    Set<String> results = new TreeSet<>();
    for (LogRecord record : records) {
      if (record.getEventName().equals("gen_ai.evaluation.result")) {
        String label = text(record, "gen_ai.evaluation.score.label");
        boolean verdict = label.equals("pass") || label.equals("fail");
        results.add(
            text(record, "log.record.uid").replace('-', ' ')
                + " "
                + (verdict ? label : "no-verdict"));
      }
    }
    return results;
  }

  private static String text(LogRecord record, String key) {
    return record.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(KeyValue::getValue)
        .map(value -> value.getStringValue())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
