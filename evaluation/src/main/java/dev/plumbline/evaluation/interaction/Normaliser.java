package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.Interaction;
import java.util.List;

/** Makes interactions of a trace. */
public final class Normaliser {
  /** A normaliser with the operator's extra keys. */
  public Normaliser(NormaliserConfig config) {}

  /**
   * The interactions of a trace, in order of their start; empty when it holds no GenAI operation.
   * Revision, completion reason and arrival time are left to the caller.
   */
  public List<Interaction> normalise(TraceContent trace) {
    throw new UnsupportedOperationException(trace.traceId());
  }
}
