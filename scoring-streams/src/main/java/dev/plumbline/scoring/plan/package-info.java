/** The sampling plan: gathered for in every task, made in one, stored in all. */
@NullMarked
package dev.plumbline.scoring.plan;

import org.jspecify.annotations.NullMarked;
