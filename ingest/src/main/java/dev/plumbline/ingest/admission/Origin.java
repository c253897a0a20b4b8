package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.otlp.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came in.
 *
 * @param signal what it carries, or null when its path is not one of ours
 * @param transport how it came
 */
public record Origin(@Nullable Signal signal, Transport transport) {}
