package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.request;
import static dev.plumbline.scoring.Traces.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.windows.DimensionValues;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks by what senders name things, by the ids of the list of attacks to survive. */
class SecurityRowsTest {
  private static final long END = ScoringRun.START.toEpochMilli();
  private static final int MIB = 1024 * 1024;
  private static final int NAMES = 1_000_000;
  private static final List<String> HOSTILE =
      List.of(
          "__proto__",
          "constructor.prototype.x",
          "${jndi:ldap://127.0.0.1:1/a}",
          "${env:PATH:-x}",
          "{{7*7}}",
          "#{7*7}",
          "%s%n%1000000d",
          "../../x",
          "/etc/passwd",
          "C:\\x",
          "a\nb: c",
          "a\u0000b",
          "=cmd()",
          "tenant=other|route=x",
          "\u202egpj.exe",
          "\ud83d\ude80",
          "x".repeat(MIB));
  private static final List<String> PREFIXES =
      List.of(
          "",
          "gen_ai.",
          "llm.input_messages.",
          "gen_ai.prompt.",
          "metadata.",
          "langfuse.trace.metadata.",
          "annotations.0.annotation.");

  private static final Set<String> BY_SLICE =
      Set.of("plumbline.outcomes", "plumbline.outcomes.weight");

  @TempDir Path state;

  @Test
  @DisplayName("S14 hostile keys and names are texts: stored as they are, and nothing else happens")
  void takesKeysForTexts() throws Exception {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      // Given
      run.spans("honest", request(root("honest", END), chat("honest", "gpt-1")));
      run.after(Duration.ofSeconds(8));
      assertThat(run.interactions()).hasSize(1);
      Set<Meter.Id> meters = meters(run);
      Set<Path> files = files();
      int number = 0;
      for (String hostile : HOSTILE) {
        // When
        String trace = "h" + number++;
        run.spans(trace, request(root(trace, END), chat(trace, hostile)));
        run.after(Duration.ofSeconds(8));
        // Then
        assertThat(run.interactions())
            .as("%.40s", hostile)
            .singleElement()
            .satisfies(i -> assertStoredAs(hostile, i));
      }
      assertThat(meters(run)).isEqualTo(meters);
      assertThat(
              run.registry.find("plumbline.outcomes").counters().stream()
                  .flatMap(counter -> counter.getId().getTags().stream()))
          .allSatisfy(tag -> assertThat(tag.getValue()).hasSizeLessThanOrEqualTo(200));
      assertThat(files()).isEqualTo(files);
      assertThat(run.deadLetters()).isEmpty();
    }
  }

  /** One of 1 MiB makes the record too large, and is cut. */
  private static void assertStoredAs(String hostile, Interaction interaction) {
    String model = interaction.getModel().getServed();
    assertThat(hostile).startsWith(model);
    assertThat(model).hasSizeGreaterThanOrEqualTo(Math.min(hostile.length(), 512));
    assertThat(interaction.getAnswer()).isEqualTo(Traces.GOOD);
  }

  @Test
  @DisplayName("S16 a million model names and prompt versions are 200 and one, and cost no memory")
  void boundsNames() {
    // Given
    KeyValueStore<String, Long> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("values"), Serdes.String(), Serdes.Long())
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<Object, Object>().getStateStoreContext(), store);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    DimensionValues values =
        new DimensionValues(
            store,
            new WindowsConfig(null, null, null, null, null, null),
            new ScoringMetrics(registry));
    Set<String> models = new HashSet<>();
    long before = used();
    // When
    for (int i = 0; i < NAMES; i++) {
      Slice booked = values.booked(slice("attacker", "model-" + i, "version-" + i), END + i);
      models.add(booked.getModel());
    }
    // Then
    assertThat(models).hasSize(201).contains("model-0", "model-199", DimensionValues.OTHER);
    assertThat(store.approximateNumEntries()).isLessThan(500);
    assertThat(used() - before).as("bytes").isLessThan(16L * MIB);
    assertThat(registry.getMeters()).hasSize(1);
    assertThat(values.booked(slice("honest", "gpt-1", "v1"), END + NAMES))
        .isEqualTo(slice("honest", "gpt-1", "v1"));
  }

  @Test
  @DisplayName("S16 through the whole topology: names beyond the cap share their windows")
  void boundsWindowsAndMeters() {
    int cap = 5;
    int sent = 60;
    WindowsConfig windows =
        new WindowsConfig(
            null, List.of(List.of("model"), List.of("prompt_version")), cap, null, null, null);
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY, null, windows)) {
      for (int i = 0; i < sent; i++) {
        String trace = "t" + i;
        run.spans(
            trace,
            request(
                root(trace, END), Traces.chatOf(trace, Traces.GOOD, END, "model-" + i, "v" + i)));
      }
      run.after(Duration.ofSeconds(8));
      assertThat(run.interactions()).hasSize(sent);
      List<SliWindow> all =
          run.windows().values().stream()
              .filter(window -> window.getMetric().equals("empty-answer"))
              .toList();
      assertThat(all).hasSize(2 * (cap + 1));
      assertThat(run.dropped(ScoringMetrics.Drop.DIMENSION_VALUE_CAPPED))
          .isEqualTo(2 * (sent - cap));
      assertThat(meters(run)).noneMatch(id -> id.toString().contains("model-"));
      Set<String> counted =
          run.registry.find("plumbline.outcomes").counters().stream()
              .map(counter -> counter.getId().getTag("model"))
              .collect(Collectors.toSet());
      assertThat(counted).hasSize(cap + 1).contains(DimensionValues.OTHER);
    }
  }

  private static Span chat(String trace, String hostile) {
    Span.Builder span = Traces.chatOf(trace, Traces.GOOD, END, hostile, "v1").toBuilder();
    if (hostile.length() < MIB) {
      PREFIXES.forEach(prefix -> span.addAttributes(text(prefix + hostile, hostile)));
    } else {
      span.addAttributes(text(hostile, "x"));
    }
    return span.build();
  }

  private static Slice slice(String tenant, String model, String version) {
    return Slice.newBuilder().setTenant(tenant).setModel(model).setPromptVersion(version).build();
  }

  /** Without those that are by slice, whose values are bounded by caps of their own. */
  private static Set<Meter.Id> meters(ScoringRun run) {
    return run.registry.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> !BY_SLICE.contains(id.getName()))
        .collect(Collectors.toSet());
  }

  /** What is in the working directory, and above it. */
  private static Set<Path> files() throws IOException {
    try (Stream<Path> here = Files.walk(Path.of("").toAbsolutePath(), 1);
        Stream<Path> above = Files.list(Path.of("..").toRealPath())) {
      return Stream.concat(here, above).collect(Collectors.toSet());
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
