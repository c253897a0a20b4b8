/** What operators say about redaction. What it does with that is not known here. */
@NullMarked
package dev.plumbline.runtime.redaction;

import org.jspecify.annotations.NullMarked;
