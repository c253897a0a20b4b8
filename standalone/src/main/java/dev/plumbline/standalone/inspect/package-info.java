/**
 * Interactions of OTLP payload files: what the stream would make of them, without a broker. Files
 * are read here; what they mean is the business of {@code evaluation}.
 */
@NullMarked
package dev.plumbline.standalone.inspect;

import org.jspecify.annotations.NullMarked;
