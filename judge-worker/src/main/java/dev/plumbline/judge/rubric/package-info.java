/** Rubrics and the prompt that they make. */
@NullMarked
package dev.plumbline.judge.rubric;

import org.jspecify.annotations.NullMarked;
