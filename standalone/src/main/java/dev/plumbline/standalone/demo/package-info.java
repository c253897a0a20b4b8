/**
 * The demo: all services in one JVM, a prompt that makes answers worse, and whether that is caught.
 */
@NullMarked
package dev.plumbline.standalone.demo;

import org.jspecify.annotations.NullMarked;
