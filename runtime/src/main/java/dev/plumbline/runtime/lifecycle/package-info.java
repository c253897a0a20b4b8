/** Starting, checking and draining the parts of a service. */
@NullMarked
package dev.plumbline.runtime.lifecycle;

import org.jspecify.annotations.NullMarked;
