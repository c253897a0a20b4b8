package dev.plumbline.scoring.assembly;

/**
 * A task's now has moved on.
 *
 * @param nowMillis arrival time, pushed on by the clock when the task is idle
 * @param readMillis arrival time of what the task has read
 */
public record TimePassed(long nowMillis, long readMillis) implements Arrival {}
