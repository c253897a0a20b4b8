/** The quality table of the command line: windows read from their topic, and rates as text. */
@NullMarked
package dev.plumbline.standalone.quality;

import org.jspecify.annotations.NullMarked;
