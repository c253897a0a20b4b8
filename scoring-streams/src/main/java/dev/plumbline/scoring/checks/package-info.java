/** From a trace to interactions, check results and the judge decision. */
@NullMarked
package dev.plumbline.scoring.checks;

import org.jspecify.annotations.NullMarked;
