/** The judge worker: wiring and config. */
@NullMarked
package dev.plumbline.judge;

import org.jspecify.annotations.NullMarked;
