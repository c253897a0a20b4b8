package dev.plumbline.scoring.spans;

import dev.plumbline.scoring.state.ServiceShare;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many spans and log records each service has in something; it only grows. */
public final class Shares {
  /** Longer names are cut: they are keys. */
  static final int MAX_NAME = 100;

  private final Map<String, ServiceShare.Builder> byService = new LinkedHashMap<>();

  /** Everything in a record. */
  public static Shares of(List<ResourceSpans> spans, List<ResourceLogs> logs) {
    Shares shares = new Shares();
    for (ResourceSpans resource : spans) {
      shares.spans(
          service(resource.getResource()),
          resource.getScopeSpansList().stream().mapToInt(ScopeSpans::getSpansCount).sum());
    }
    for (ResourceLogs resource : logs) {
      shares.logs(
          service(resource.getResource()),
          resource.getScopeLogsList().stream().mapToInt(ScopeLogs::getLogRecordsCount).sum());
    }
    return shares;
  }

  /** The service that a resource names; empty when it names none. */
  public static String service(Resource resource) {
    for (KeyValue attribute : resource.getAttributesList()) {
      if (attribute.getKey().equals("service.name")) {
        String name = attribute.getValue().getStringValue();
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
      }
    }
    return "";
  }

  /** More spans. */
  public void spans(String service, int count) {
    if (count > 0) {
      ServiceShare.Builder share = share(service);
      share.setSpans(share.getSpans() + count);
    }
  }

  /** More log records. */
  public void logs(String service, int count) {
    if (count > 0) {
      ServiceShare.Builder share = share(service);
      share.setLogs(share.getLogs() + count);
    }
  }

  /** More of both. */
  public Shares add(List<ServiceShare> more) {
    more.forEach(
        share -> {
          spans(share.getService(), share.getSpans());
          logs(share.getService(), share.getLogs());
        });
    return this;
  }

  /** One share per service that has any. */
  public List<ServiceShare> list() {
    return byService.values().stream().map(ServiceShare.Builder::build).toList();
  }

  /** Spans and log records of all services. */
  public int total() {
    return byService.values().stream().mapToInt(share -> share.getSpans() + share.getLogs()).sum();
  }

  private ServiceShare.Builder share(String service) {
    return byService.computeIfAbsent(service, name -> ServiceShare.newBuilder().setService(name));
  }
}
