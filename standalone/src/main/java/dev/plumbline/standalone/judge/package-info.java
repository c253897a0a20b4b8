/** One question to a judge, with everything shown. */
@NullMarked
package dev.plumbline.standalone.judge;

import org.jspecify.annotations.NullMarked;
