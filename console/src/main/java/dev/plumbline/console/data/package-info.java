/** What the console keeps in memory, the thread that fills it, and reading of content by offset. */
@NullMarked
package dev.plumbline.console.data;

import org.jspecify.annotations.NullMarked;
