/** What of an application's content is kept at all: OTLP requests made poorer before they go on. */
@NullMarked
package dev.plumbline.evaluation.capture;

import org.jspecify.annotations.NullMarked;
