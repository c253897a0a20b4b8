/** The list of requests and the whole of one, joined from the topics by offset. */
@NullMarked
package dev.plumbline.console.requests;

import org.jspecify.annotations.NullMarked;
