/**
 * From the request topic to the verdict topic: what is in flight, what is finished, and how both
 * survive restarts and rebalances. How a request is judged is in {@code call}.
 */
@NullMarked
package dev.plumbline.judge.work;

import org.jspecify.annotations.NullMarked;
