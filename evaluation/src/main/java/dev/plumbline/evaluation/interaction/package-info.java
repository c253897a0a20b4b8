/**
 * From a trace's spans and log records to interactions: the one place that knows attribute names.
 */
@NullMarked
package dev.plumbline.evaluation.interaction;

import org.jspecify.annotations.NullMarked;
