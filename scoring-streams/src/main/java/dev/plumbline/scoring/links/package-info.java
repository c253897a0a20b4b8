/**
 * Answers by response and by conversation: what finds feedback that names no trace, what the next
 * turn says about the last answer, and which of several interactions tells of a call. What a user's
 * word does to a window is the ledger's.
 */
@NullMarked
package dev.plumbline.scoring.links;

import org.jspecify.annotations.NullMarked;
