/**
 * Rubrics, and the prompt and answer schema that they make. How an answer is read is in {@code
 * verdict}.
 */
@NullMarked
package dev.plumbline.judge.rubric;

import org.jspecify.annotations.NullMarked;
