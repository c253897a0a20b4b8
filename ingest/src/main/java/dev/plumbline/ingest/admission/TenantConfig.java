package dev.plumbline.ingest.admission;

import dev.plumbline.evaluation.capture.CaptureLevel;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one tenant in place of what holds for all.
 *
 * @param rate how much it may send; null for as much as all others
 * @param content how much of its content is kept; null for as much as of all others
 */
public record TenantConfig(@Nullable RateConfig rate, @Nullable CaptureLevel content) {}
