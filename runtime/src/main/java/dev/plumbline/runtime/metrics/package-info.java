/** The meter registry of a service. */
@NullMarked
package dev.plumbline.runtime.metrics;

import org.jspecify.annotations.NullMarked;
