package dev.plumbline.standalone.inspect;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.interaction.Explanation;
import dev.plumbline.v1.Signal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code plumbline inspect} does: interactions to one stream, messages to another. */
public final class Inspect {
  /** All files could be read. */
  public static final int OK = 0;

  /** A file could not be read; nothing was printed but messages. */
  public static final int FAILED = 1;

  private final CheckSuite checks;
  private final PrintStream out;
  private final PrintStream messages;

  /**
   * An inspector.
   *
   * @param checks run on every interaction
   * @param out one JSON object per line and interaction
   * @param messages everything else
   */
  public Inspect(CheckSuite checks, PrintStream out, PrintStream messages) {
    this.checks = checks;
    this.out = out;
    this.messages = messages;
  }

  /**
   * Prints the interactions of these files together, which may be given in any order.
   *
   * @return {@link #OK} or {@link #FAILED}
   */
  public int interactions(List<Path> files) {
    Optional<Inspection> inspection = read(files);
    inspection.ifPresent(
        read -> read.interactions().forEach(one -> out.println(InteractionJson.of(one))));
    return inspection.isPresent() ? OK : FAILED;
  }

  /**
   * Prints where a field of each interaction was looked for, and what was there.
   *
   * @param field one that {@link Explanation#fields} names
   * @return {@link #OK} or {@link #FAILED}
   */
  public int why(List<Path> files, String field) {
    Optional<Inspection> inspection = read(files);
    inspection.ifPresent(
        read -> read.interactions().forEach(one -> WhyText.print(one, field, out)));
    return inspection.isPresent() ? OK : FAILED;
  }

  private Optional<Inspection> read(List<Path> files) {
    Traces traces = new Traces();
    boolean readable = true;
    for (Path file : files) {
      try {
        Payload payload = PayloadReader.read(file);
        if (payload instanceof Payload.Metrics) {
          messages.println(file + ": metrics, which no interaction is made of; left out");
        }
        traces.add(payload);
      } catch (PayloadException e) {
        messages.println(file + ": " + e.getMessage());
        readable = false;
      }
    }
    if (!readable) {
      return Optional.empty();
    }
    Inspection inspection = Inspection.of(traces, checks);
    report(traces, inspection);
    return Optional.of(inspection);
  }

  private void report(Traces traces, Inspection inspection) {
    if (traces.withoutIds() > 0) {
      messages.println(
          traces.withoutIds()
              + " spans left out: found no trace id of 16 and span id of 8 bytes that are not all"
              + " zero");
    }
    if (inspection.interactions().isEmpty()) {
      messages.println(
          "no interaction: found no span of a GenAI call, agent or workflow among "
              + traces.spans()
              + " spans and "
              + traces.logRecords()
              + " log records");
    }
    for (Signal signal : inspection.unmatched()) {
      messages.println("no interaction of these files is meant by " + SignalText.of(signal));
    }
  }
}
