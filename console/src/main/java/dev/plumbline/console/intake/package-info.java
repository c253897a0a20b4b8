/** What came in, what became of it, and what each client could send. */
@NullMarked
package dev.plumbline.console.intake;

import org.jspecify.annotations.NullMarked;
