package dev.plumbline.console.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The slice chips: a null dimension takes every value, an empty text only "carried none". The
 * tenant is always one: what belongs to two tenants is never added or listed together.
 */
public record SliceFilter(
    String tenant,
    @Nullable String service,
    @Nullable String route,
    @Nullable String model,
    @Nullable String promptVersion) {
  /** Everything that a tenant has. */
  public static SliceFilter of(String tenant) {
    return new SliceFilter(tenant, null, null, null, null);
  }

  /** The same with every prompt version. */
  public SliceFilter anyVersion() {
    return new SliceFilter(tenant, service, route, model, null);
  }

  /** Whether the values are inside. */
  public boolean matches(SliceValues values) {
    return tenant.equals(values.tenant())
        && takes(service, values.service())
        && takes(route, values.route())
        && takes(model, values.model())
        && takes(promptVersion, values.promptVersion());
  }

  private static boolean takes(@Nullable String wanted, String value) {
    return wanted == null || Objects.equals(wanted, value);
  }
}
