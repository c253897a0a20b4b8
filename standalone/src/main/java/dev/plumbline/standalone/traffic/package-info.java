/**
 * A made-up assistant and its users, as real OTLP: every answer is generated from a seed, with the
 * truth about it kept.
 */
@NullMarked
package dev.plumbline.standalone.traffic;

import org.jspecify.annotations.NullMarked;
