/**
 * What is understood of the traffic: the ledger of spans added up, which fields each client sends,
 * and the setting that would change it.
 */
@NullMarked
package dev.plumbline.evaluation.intake;

import org.jspecify.annotations.NullMarked;
