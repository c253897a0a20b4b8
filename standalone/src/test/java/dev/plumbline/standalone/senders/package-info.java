/**
 * The rows of {@code ./plumbline verify} with real senders: SDKs and the Collector export known
 * traces, and the interactions that come out must equal them.
 */
@NullMarked
package dev.plumbline.standalone.senders;

import org.jspecify.annotations.NullMarked;
