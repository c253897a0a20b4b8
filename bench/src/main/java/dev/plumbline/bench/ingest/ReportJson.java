package dev.plumbline.bench.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report for programs: every slice of it. */
final class ReportJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ReportJson() {}

  static void write(Report report, Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.set("before", machine(report.before()));
    root.set("after", machine(report.after()));
    ArrayNode rows = root.putArray("rows");
    for (Row row : report.rows()) {
      ObjectNode out = rows.addObject().put("load", row.load().label());
      out.put("ratio", row.ratio()).put("warmRatio", row.warmRatio());
      row.target().ifPresent(target -> out.put("target", target));
      out.putPOJO("stored", row.stored());
      ArrayNode slices = out.putArray("slices");
      for (Row.Pair pair : row.pairs()) {
        slices.add(slice(pair.ours()));
        slices.add(slice(pair.baseline()));
      }
    }
    Overload overload = report.overload();
    root.putObject("overload")
        .put("load", overload.load().label())
        .put("maximumSpansPerSecond", overload.maximumSpansPerSecond())
        .put("goodput", overload.goodput())
        .put("memoryRatio", overload.memoryRatio())
        .putPOJO("calmMemory", overload.calmMemory())
        .putPOJO("stormMemory", overload.stormMemory())
        .putPOJO("stored", overload.stored())
        .set("storm", slice(overload.storm()));
    PausedBroker paused = report.pausedBroker();
    root.putObject("pausedBroker")
        .put("load", paused.load().label())
        .put("pauseSeconds", paused.pause().toSeconds())
        .put("recoverySeconds", paused.recoverySeconds())
        .put("firstAcknowledgedSeconds", paused.firstAcknowledgedSeconds())
        .putPOJO("memory", paused.memory())
        .putPOJO("stored", paused.stored())
        .set("slice", slice(paused.slice()));
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    JSON.writeValue(file.toFile(), root);
  }

  private static ObjectNode machine(Machine machine) {
    return JSON.createObjectNode()
        .put("at", machine.at().toString())
        .put("cores", machine.cores())
        .put("java", machine.java())
        .put("load", machine.load());
  }

  private static ObjectNode slice(Slice slice) {
    return JSON.createObjectNode()
        .put("side", slice.side().name())
        .put("dueSpansPerSecond", slice.dueSpansPerSecond())
        .put("acknowledgedSpansPerSecond", slice.acknowledgedSpansPerSecond())
        .put("receiverMicrosPerSpan", slice.receiverMicrosPerSpan())
        .put("warmMicrosPerSpan", slice.warmMicrosPerSpan())
        .put("brokerMicrosPerSpan", slice.brokerMicrosPerSpan())
        .put("generatorMicrosPerSpan", slice.generatorMicrosPerSpan())
        .put("p50Micros", slice.seen().p50Micros())
        .put("p99Micros", slice.seen().p99Micros())
        .put("maxMicros", slice.seen().maxMicros())
        .put("residentBytes", slice.residentBytes())
        .putPOJO("outcomes", slice.seen().outcomes())
        .put("firstFailure", slice.seen().firstFailure());
  }
}
