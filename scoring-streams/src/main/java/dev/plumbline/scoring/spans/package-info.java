/** The ledger of spans: every span and log record that was read ends in one counted outcome. */
@NullMarked
package dev.plumbline.scoring.spans;

import org.jspecify.annotations.NullMarked;
