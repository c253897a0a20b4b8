package dev.plumbline.evaluation.signal;

import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.Optional;

/** Reads user feedback from an OTLP log event. */
public final class Feedback {
  private Feedback() {}

  /** The signal that a log record carries, or empty when it carries none. */
  public static Optional<Signal> from(String tenant, LogRecord record) {
    throw new UnsupportedOperationException(tenant + record);
  }
}
