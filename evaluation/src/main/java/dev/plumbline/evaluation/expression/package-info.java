/** CEL expressions over an interaction: what a config may ask, and nothing that costs more. */
@NullMarked
package dev.plumbline.evaluation.expression;

import org.jspecify.annotations.NullMarked;
