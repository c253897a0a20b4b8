package dev.plumbline.bench.assemble;

import dev.plumbline.bench.load.RagTraces;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What ingest writes for RAG traces of five spans, by how their spans came.
 *
 * @param shape in a few words
 * @param records keys and values in the order of the topic; several records of one trace lie apart
 * @param traces how many
 * @param bytes of all values: the spans with their resource, as OTLP has them without compression
 */
record Records(String shape, List<Keyed> records, int traces, long bytes) {
  /** Traces between two records of one trace. */
  private static final int APART = 50;

  /** One record. */
  record Keyed(String key, byte[] value) {}

  /** All five spans in one request, as an SDK exports a short trace. */
  static Records whole(int traces, long seed) {
    RagTraces made = new RagTraces(seed);
    List<Keyed> records = new ArrayList<>();
    for (int i = 0; i < traces; i++) {
      RagTraces.RagTrace trace = made.next();
      records.add(keyed(trace, RagTraces.RagTrace.record(trace.spans())));
    }
    return of("one record a trace", records, traces);
  }

  /** Each span in a request of its own, children first, as services export them. */
  static Records single(int traces, long seed) {
    RagTraces made = new RagTraces(seed);
    List<Keyed> records = new ArrayList<>();
    for (int from = 0; from < traces; from += APART) {
      List<RagTraces.RagTrace> group = new ArrayList<>();
      for (int i = from; i < Math.min(traces, from + APART); i++) {
        group.add(made.next());
      }
      for (int span = group.getFirst().spans().size() - 1; span >= 0; span--) {
        for (RagTraces.RagTrace trace : group) {
          records.add(keyed(trace, RagTraces.RagTrace.record(List.of(trace.spans().get(span)))));
        }
      }
    }
    return of("a record a span", records, traces);
  }

  private static Records of(String shape, List<Keyed> records, int traces) {
    return new Records(
        shape, records, traces, records.stream().mapToLong(r -> r.value().length).sum());
  }

  private static Keyed keyed(RagTraces.RagTrace trace, byte[] value) {
    return new Keyed(HexFormat.of().formatHex(trace.id().toByteArray()), value);
  }
}
