/** Rates, changes and the headline as pure functions of windows and offline results. */
@NullMarked
package dev.plumbline.console.quality;

import org.jspecify.annotations.NullMarked;
