/**
 * Values of a known form in texts, and the tokens that stand for them. The leak checks and the
 * redaction of content find values by the same detectors.
 */
@NullMarked
package dev.plumbline.evaluation.redaction;

import org.jspecify.annotations.NullMarked;
