/**
 * What must stand on the topics, by a computation that never looks inside, and what stands there.
 */
@NullMarked
package dev.plumbline.standalone.oracle;

import org.jspecify.annotations.NullMarked;
