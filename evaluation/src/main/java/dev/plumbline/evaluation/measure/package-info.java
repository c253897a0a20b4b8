/** How well a check tells answers that people call bad from those they call good. */
@NullMarked
package dev.plumbline.evaluation.measure;

import org.jspecify.annotations.NullMarked;
