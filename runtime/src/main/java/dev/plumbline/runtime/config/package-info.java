/** Strict YAML bound to records that validate themselves; every problem is told at once. */
@NullMarked
package dev.plumbline.runtime.config;

import org.jspecify.annotations.NullMarked;
