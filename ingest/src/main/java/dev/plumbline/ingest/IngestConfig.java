package dev.plumbline.ingest;

import dev.plumbline.evaluation.capture.CaptureLevel;
import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.ingest.admission.RateConfig;
import dev.plumbline.ingest.admission.TenantConfig;
import dev.plumbline.ingest.auth.AuthConfig;
import dev.plumbline.ingest.auth.Reach;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.runtime.admin.AdminConfig;
import dev.plumbline.runtime.admin.ListenConfig;
import dev.plumbline.runtime.config.Problems;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code ingest}.
 *
 * @param grpc where OTLP/gRPC listens, by default 0.0.0.0:4317
 * @param http where OTLP/HTTP listens, by default 0.0.0.0:4318
 * @param admin where the admin server listens
 * @param auth who may send; it must be said
 * @param tls folder with {@code tls.crt} and {@code tls.key} of both ports, and {@code ca.crt} when
 *     clients show certificates; null without TLS
 * @param plaintext where ports without TLS may be, by default on loopback
 * @param tenant the tenant of senders without a credential
 * @param rate how much a tenant may send
 * @param content how much of what they send is kept, by default full
 * @param tenants what holds for single tenants instead
 * @param limits sizes and memory
 */
public record IngestConfig(
    ListenConfig grpc,
    ListenConfig http,
    AdminConfig admin,
    AuthConfig auth,
    @Nullable Path tls,
    Reach plaintext,
    String tenant,
    RateConfig rate,
    CaptureLevel content,
    Map<String, TenantConfig> tenants,
    LimitsConfig limits) {
  /** Fills defaults. */
  public IngestConfig {
    grpc = grpc == null ? new ListenConfig("0.0.0.0", 4317) : grpc;
    http = http == null ? new ListenConfig("0.0.0.0", 4318) : http;
    admin = admin == null ? new AdminConfig("127.0.0.1", 9464) : admin;
    plaintext = plaintext == null ? Reach.LOOPBACK : plaintext;
    boolean onLoopback = grpc.onLoopback() && http.onLoopback();
    String ports = "ports on " + grpc.host() + " and " + http.host();
    boolean tenantSet = tenant != null;
    tenant = tenant == null ? "default" : tenant;
    rate = rate == null ? RateConfig.NONE : rate;
    content = content == null ? CaptureLevel.FULL : content;
    tenants = tenants == null ? Map.of() : Map.copyOf(tenants);
    limits = limits == null ? LimitsConfig.defaults() : limits;
    Problems problems = Problems.of("ingest");
    tenants
        .keySet()
        .forEach(
            name -> problems.check(Tenant.isName(name), "tenants." + name, name, Tenant.EXPECTED));
    problems
        .check(auth != null, "auth", "nothing", AuthConfig.EXPECTED)
        .check(
            auth == null || auth.asksForCredentials() || auth.anonymous().allows(onLoopback),
            "auth.anonymous",
            "loopback, with " + ports,
            "127.0.0.1 as host of both; or keys; or anonymous: anywhere, to take whatever anybody"
                + " sends who can connect")
        .check(
            tls != null || plaintext.allows(onLoopback),
            "tls",
            "nothing, with " + ports,
            "a folder with tls.crt and tls.key; or 127.0.0.1 as host of both; or plaintext:"
                + " anywhere, when something in front speaks TLS")
        .check(
            auth == null || auth.certificates().isEmpty() || tls != null,
            "auth.certificates",
            "names",
            "none without tls")
        .check(Tenant.isName(tenant), "tenant", tenant, Tenant.EXPECTED)
        .check(
            auth == null || !auth.asksForCredentials() || !tenantSet,
            "tenant",
            tenant,
            "none beside auth.keys and auth.certificates, since the tenant is the credential's")
        .throwIfAny();
  }

  /** How much a tenant may send. */
  public RateConfig rate(Tenant of) {
    TenantConfig own = tenants.get(of.name());
    return own == null || own.rate() == null ? rate : own.rate();
  }

  /** How much of a tenant's content is kept. */
  public CaptureLevel content(Tenant of) {
    TenantConfig own = tenants.get(of.name());
    return own == null || own.content() == null ? content : own.content();
  }

  /** Whether values of any tenant are replaced by tokens that must be the same on every replica. */
  boolean makesTokens() {
    return Stream.concat(Stream.of(content), tenants.values().stream().map(TenantConfig::content))
        .anyMatch(level -> level == CaptureLevel.REDACTED || level == CaptureLevel.METADATA);
  }
}
