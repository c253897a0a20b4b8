/** The bench command line. Nothing depends on this module. */
@NullMarked
package dev.plumbline.bench;

import org.jspecify.annotations.NullMarked;
