/** From a judge's text to answers per criterion, read strictly and decided by our code. */
@NullMarked
package dev.plumbline.judge.verdict;

import org.jspecify.annotations.NullMarked;
