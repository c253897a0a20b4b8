/** The sampling plan: made in one task, stored in every other. */
@NullMarked
package dev.plumbline.scoring.plan;

import org.jspecify.annotations.NullMarked;
