package dev.plumbline.ingest;

import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.ingest.auth.AuthConfig;
import dev.plumbline.ingest.auth.Reach;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.runtime.admin.AdminConfig;
import dev.plumbline.runtime.admin.ListenConfig;
import dev.plumbline.runtime.config.Problems;

/**
 * The section {@code ingest}.
 *
 * @param grpc where OTLP/gRPC listens, by default 0.0.0.0:4317
 * @param http where OTLP/HTTP listens, by default 0.0.0.0:4318
 * @param admin where the admin server listens
 * @param auth who may send; it must be said
 * @param tenant the tenant of senders without a credential
 * @param limits sizes and memory
 */
public record IngestConfig(
    ListenConfig grpc,
    ListenConfig http,
    AdminConfig admin,
    AuthConfig auth,
    String tenant,
    LimitsConfig limits) {
  /** Fills defaults. */
  public IngestConfig {
    grpc = grpc == null ? new ListenConfig("0.0.0.0", 4317) : grpc;
    http = http == null ? new ListenConfig("0.0.0.0", 4318) : http;
    admin = admin == null ? new AdminConfig("127.0.0.1", 9464) : admin;
    boolean tenantSet = tenant != null;
    tenant = tenant == null ? "default" : tenant;
    limits = limits == null ? LimitsConfig.defaults() : limits;
    Problems.of("ingest")
        .check(auth != null, "auth", "nothing", AuthConfig.EXPECTED)
        .check(
            auth == null
                || auth.anonymous() != Reach.LOOPBACK
                || grpc.onLoopback() && http.onLoopback(),
            "auth.anonymous",
            "loopback, with ports on " + grpc.host() + " and " + http.host(),
            "127.0.0.1 as host of both; or keys; or anonymous: anywhere, to take whatever anybody"
                + " sends who can connect")
        .check(Tenant.isName(tenant), "tenant", tenant, Tenant.EXPECTED)
        .check(
            auth == null || auth.keys() == null || !tenantSet,
            "tenant",
            tenant,
            "none beside auth.keys, since the tenant is the key's")
        .throwIfAny();
  }
}
