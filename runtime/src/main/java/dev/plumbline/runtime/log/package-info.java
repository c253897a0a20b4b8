/**
 * Logging that does not flood: repeated failures once a minute, java.util.logging through SLF4J.
 * What a line looks like is in {@code logback.xml}.
 */
@NullMarked
package dev.plumbline.runtime.log;

import org.jspecify.annotations.NullMarked;
