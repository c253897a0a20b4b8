/** Sampling policies tried out before they are in effect: on past traffic, and on examples. */
@NullMarked
package dev.plumbline.standalone.sampling;

import org.jspecify.annotations.NullMarked;
