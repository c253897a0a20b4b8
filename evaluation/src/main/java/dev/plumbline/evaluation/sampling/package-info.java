/** Which interactions a judge is asked about: policy, plan and the decision as a pure function. */
@NullMarked
package dev.plumbline.evaluation.sampling;

import org.jspecify.annotations.NullMarked;
