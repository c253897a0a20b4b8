/** Reading topics for a command: how they are opened, and what may go wrong with that. */
@NullMarked
package dev.plumbline.standalone.topic;

import org.jspecify.annotations.NullMarked;
