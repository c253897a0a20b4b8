/** The console: reads the public topics into memory and serves a page and a JSON API over them. */
@NullMarked
package dev.plumbline.console;

import org.jspecify.annotations.NullMarked;
