package dev.plumbline.ingest;

import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.runtime.admin.AdminConfig;
import dev.plumbline.runtime.admin.ListenConfig;
import dev.plumbline.runtime.config.Problems;

/**
 * The section {@code ingest}.
 *
 * @param grpc where OTLP/gRPC listens, by default 0.0.0.0:4317
 * @param http where OTLP/HTTP listens, by default 0.0.0.0:4318
 * @param admin where the admin server listens
 * @param tenant the tenant of everything that comes in here
 * @param limits sizes and memory
 */
public record IngestConfig(
    ListenConfig grpc, ListenConfig http, AdminConfig admin, String tenant, LimitsConfig limits) {
  /** Fills defaults. */
  public IngestConfig {
    grpc = grpc == null ? new ListenConfig("0.0.0.0", 4317) : grpc;
    http = http == null ? new ListenConfig("0.0.0.0", 4318) : http;
    admin = admin == null ? new AdminConfig("127.0.0.1", 9464) : admin;
    tenant = tenant == null ? "default" : tenant;
    limits = limits == null ? LimitsConfig.defaults() : limits;
    Problems.of("ingest")
        .check(
            tenant.matches("[a-z0-9][a-z0-9-]{0,62}"),
            "tenant",
            tenant,
            "lower-case letters, digits, dashes")
        .throwIfAny();
  }
}
