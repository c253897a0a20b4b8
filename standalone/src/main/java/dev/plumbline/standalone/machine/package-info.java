/** All services and a broker in one JVM, for one machine: what {@code demo} and {@code up} run. */
@NullMarked
package dev.plumbline.standalone.machine;

import org.jspecify.annotations.NullMarked;
