package dev.plumbline.ingest.json;

import static dev.plumbline.ingest.json.JsonReading.json;
import static dev.plumbline.ingest.json.JsonReading.requestOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Signal;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests made to take more memory than they should. */
class JsonMemoryTest {
  private static final int MIB = 1024 * 1024;
  private static final int PER_BYTE = 7;

  static Stream<Arguments> requests() {
    return Stream.of(
        arguments("one text", requestOf("{'name':'" + "x".repeat(4 * MIB) + "'}")),
        arguments("one text of wide characters", requestOf("{'name':'" + "漢".repeat(MIB) + "'}")),
        arguments("one text of escapes", requestOf("{'name':'" + "\\u00fc".repeat(MIB) + "'}")),
        arguments("bytes", requestOf("{'attributes':[" + bytes(3 * MIB) + "]}")),
        arguments("an unknown text", "{'later':'" + "x".repeat(4 * MIB) + "'}"),
        arguments("unknown keys", "{" + keys(300_000) + "}"),
        arguments("unknown lists", "{'later':[" + "[],".repeat(MIB) + "[]]}"),
        arguments("empty spans", requestOf("{}" + ",{}".repeat(60_000))),
        arguments("empty attributes", requestOf("{'attributes':[{}" + ",{}".repeat(MIB) + "]}")),
        arguments("wrong spans", requestOf("7" + ",7".repeat(60_000))),
        arguments("deep attributes", requestOf("{'attributes':[" + deep(2_000) + "]}")),
        arguments("white space", " ".repeat(4 * MIB) + "{}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void allocatesNoMoreThanSevenBytesForEachOfJsonAndHoldsThem(String name, String request)
      throws Exception {
    byte[] json = json(request);
    long memory = (long) PER_BYTE * json.length;
    JsonReading reading = new JsonReading(memory);
    reading.read(json("{}"), Signal.TRACES);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    reading.read(json, Signal.TRACES);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // This includes the body itself and, above it, the tables of the parser's 65,536 last keys.
    assertThat(allocated).as(name).isLessThan(memory + 4 * MIB);
  }

  @Test
  void stopsReadingAtTheMostItemsThatARequestMayHave() throws Exception {
    String most = requestOf("7" + ",7".repeat(JsonReading.MAX_ITEMS - 1));
    new JsonReading().read(json(most), Signal.TRACES);
    String more = requestOf("7" + ",7".repeat(JsonReading.MAX_ITEMS));
    assertThatThrownBy(() -> new JsonReading().read(json(more), Signal.TRACES))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TOO_LARGE))
        .hasMessage("found more than 65536 items in one request");
  }

  @Test
  void saysThatARequestNeverFitsInMemory() {
    byte[] json = json(requestOf("{'name':'" + "x".repeat(MIB) + "'}"));
    assertThatThrownBy(() -> new JsonReading(2 * MIB).read(json, Signal.TRACES))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TOO_LARGE))
        .hasMessageContaining("maxInFlight");
  }

  private static String bytes(int length) {
    return "{'value':{'bytesValue':'" + "QUJD".repeat(length / 4) + "'}}";
  }

  private static String keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'k" + i + "':0")
        .collect(Collectors.joining(","));
  }

  private static String deep(int count) {
    String list =
        "{'value':"
            + "{'arrayValue':{'values':[".repeat(40)
            + "{'stringValue':'"
            + "x".repeat(200)
            + "'}"
            + "]}}".repeat(40)
            + "}";
    return IntStream.range(0, count).mapToObj(i -> list).collect(Collectors.joining(","));
  }
}
