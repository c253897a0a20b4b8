package dev.plumbline.ingest.json;

import dev.plumbline.ingest.admission.Body;
import org.jspecify.annotations.Nullable;

/**
 * A request that came in JSON.
 *
 * @param body as protobuf; an item that was not readable is not readable in it either
 * @param firstProblem what was found and expected in the first such item, or null
 */
public record JsonRequest(Body body, @Nullable String firstProblem) {}
