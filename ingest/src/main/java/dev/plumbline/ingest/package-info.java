/** The OTLP receiver: wiring and config. What happens to a request lives in the packages below. */
@NullMarked
package dev.plumbline.ingest;

import org.jspecify.annotations.NullMarked;
