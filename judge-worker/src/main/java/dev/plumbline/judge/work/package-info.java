/** The loop from requests to committed verdicts, and what is finished where. */
@NullMarked
package dev.plumbline.judge.work;

import org.jspecify.annotations.NullMarked;
