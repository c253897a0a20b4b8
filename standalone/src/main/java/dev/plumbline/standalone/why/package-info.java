/** What the topics say of one trace: why each evaluator scored its answers, or did not. */
@NullMarked
package dev.plumbline.standalone.why;

import org.jspecify.annotations.NullMarked;
