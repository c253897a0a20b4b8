/** From a judge's text to a verdict, computed by our code. */
@NullMarked
package dev.plumbline.judge.verdict;

import org.jspecify.annotations.NullMarked;
