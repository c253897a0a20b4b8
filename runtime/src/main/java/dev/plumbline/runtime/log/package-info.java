/** Logging that does not flood. */
@NullMarked
package dev.plumbline.runtime.log;

import org.jspecify.annotations.NullMarked;
