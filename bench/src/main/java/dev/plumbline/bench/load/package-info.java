/**
 * An open-loop OTLP generator in a process of its own: what is sent, when, and what was answered.
 * It knows nothing of who is measured.
 */
@NullMarked
package dev.plumbline.bench.load;

import org.jspecify.annotations.NullMarked;
