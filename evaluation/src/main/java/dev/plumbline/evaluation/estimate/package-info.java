/** From additive sums to rates with intervals, and the comparison of two versions. */
@NullMarked
package dev.plumbline.evaluation.estimate;

import org.jspecify.annotations.NullMarked;
