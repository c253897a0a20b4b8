/** The plumbline command. */
@NullMarked
package dev.plumbline.standalone.cli;

import org.jspecify.annotations.NullMarked;
