/** What became of every interaction at every evaluator, and what it contributes to the windows. */
@NullMarked
package dev.plumbline.scoring.ledger;

import org.jspecify.annotations.NullMarked;
