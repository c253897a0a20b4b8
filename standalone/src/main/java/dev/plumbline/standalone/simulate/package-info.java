/** What the simulate command prints and writes. */
@NullMarked
package dev.plumbline.standalone.simulate;

import org.jspecify.annotations.NullMarked;
