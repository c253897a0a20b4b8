package dev.plumbline.ingest.publish;

import dev.plumbline.ingest.otlp.Signal;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka record to be.
 *
 * @param signal decides the topic
 * @param key lower-case hex trace id; null for logs without a trace
 * @param value an OTLP export request
 */
public record OtlpRecord(Signal signal, @Nullable String key, byte[] value) {}
