/** Files of JSON lines for the offline commands: strict reading, and rates as JSON. */
@NullMarked
package dev.plumbline.standalone.rows;

import org.jspecify.annotations.NullMarked;
