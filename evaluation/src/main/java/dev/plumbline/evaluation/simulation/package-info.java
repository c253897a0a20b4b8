/**
 * Populations with known truth, sampled, judged and labelled by chance, to see how often the
 * published interval holds the truth.
 */
@NullMarked
package dev.plumbline.evaluation.simulation;

import org.jspecify.annotations.NullMarked;
