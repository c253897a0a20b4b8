/** Scores in the form of others: what each field becomes there. No decision is made here. */
@NullMarked
package dev.plumbline.scoring.publish;

import org.jspecify.annotations.NullMarked;
