/**
 * The config directory while a service runs: what is read again when it changes, and what became of
 * each change. How a file is read is in {@code config}.
 */
@NullMarked
package dev.plumbline.runtime.reload;

import org.jspecify.annotations.NullMarked;
