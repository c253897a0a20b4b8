/** The fault rows of {@code ./plumbline verify}: what is done to an installation under load. */
@NullMarked
package dev.plumbline.standalone.verify;

import org.jspecify.annotations.NullMarked;
