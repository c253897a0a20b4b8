package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came in, and from whom.
 *
 * @param signal what it carries, or null when its path is not one of ours
 * @param transport how it came
 * @param tenant whose it is, or null while that is not known
 */
public record Origin(@Nullable Signal signal, Transport transport, @Nullable Tenant tenant) {}
