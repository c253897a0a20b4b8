/**
 * From a trace's spans and log records to interactions. The two tables {@code Field} and {@code
 * Sources} are the only place that knows attribute names; nothing here knows clients.
 */
@NullMarked
package dev.plumbline.evaluation.interaction;

import org.jspecify.annotations.NullMarked;
