package dev.plumbline.scoring.assembly;

/** What the assembly hears of: a record of a trace, or time that passed without one. */
public sealed interface Arrival permits TraceRecord, TimePassed {}
