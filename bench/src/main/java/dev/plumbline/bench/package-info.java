/** Timings of the kernels that every request passes. Nothing depends on this module. */
@NullMarked
package dev.plumbline.bench;

import org.jspecify.annotations.NullMarked;
