package dev.plumbline.standalone.cli;

import dev.plumbline.console.data.SliceFilter;
import dev.plumbline.console.data.WindowStore;
import dev.plumbline.console.quality.By;
import dev.plumbline.console.quality.RateTable;
import dev.plumbline.console.quality.RateTable.Line;
import dev.plumbline.runtime.config.Durations;
import dev.plumbline.runtime.log.JulBridge;
import dev.plumbline.standalone.quality.QualityJson;
import dev.plumbline.standalone.quality.QualityText;
import dev.plumbline.standalone.topic.OpenTopic;
import dev.plumbline.standalone.topic.SlicePart;
import dev.plumbline.standalone.topic.TopicRecords;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.SliWindow;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The quality table. */
@Command(
    name = "quality",
    mixinStandardHelpOptions = true,
    description =
        "Rates with intervals by model and prompt version, and whether a version is worse than the"
            + " one before.",
    footer = {
      "",
      "Exit codes: 0 ok, 10 something got worse than the version before or is below its",
      "objective, 11 no rate has enough data."
    })
final class QualityCommand implements Callable<Integer> {
  private static final int WORSE = 10;
  private static final int NOT_ENOUGH_DATA = 11;
  private static final Duration REFRESH = Duration.ofSeconds(2);
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Mixin private KafkaAccess access = new KafkaAccess();

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "DIM",
      description =
          "service, route, model and prompt_version, separated by commas (default"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "model,prompt_version")
  private List<By> by = List.of();

  @Option(
      names = "--slice",
      paramLabel = "DIM=VALUE",
      converter = SliceConverter.class,
      description = "Only this value of tenant, service, route, model or prompt_version.")
  private List<SlicePart> slice = List.of();

  @Option(
      names = "--last",
      converter = Age.class,
      paramLabel = "TIME",
      description = "Only answers of the last 1h, 7d and so on.")
  private @Nullable Duration last;

  @Option(names = "--watch", description = "Again whenever something changed, until Ctrl-C.")
  private boolean watch;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** A time as in a config. */
  static final class Age implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("found " + text + ", expected " + e.getMessage());
      }
    }
  }

  @Override
  public Integer call() {
    JulBridge.install();
    Clock clock = Clock.systemUTC();
    WindowStore store = new WindowStore();
    try (OpenTopic topic =
        OpenTopic.of(access.kafka(), TopicCatalog.SLI_WINDOWS, "plumbline-quality")) {
      TopicRecords<SliWindow> records =
          new TopicRecords<>(topic, SliWindow.getDefaultInstance(), err()::println);
      records.toEnd(store::window);
      List<Line> lines = lines(store, clock);
      print(lines);
      if (watch) {
        watch(records, store, clock, lines);
      }
      return exit(lines);
    }
  }

  private void watch(
      TopicRecords<SliWindow> records, WindowStore store, Clock clock, List<Line> printed) {
    long[] next = {clock.millis() + REFRESH.toMillis()};
    List<List<Line>> shown = new ArrayList<>(List.of(printed));
    records.follow(
        store::window,
        () -> {
          if (clock.millis() >= next[0]) {
            next[0] = clock.millis() + REFRESH.toMillis();
            List<Line> lines = lines(store, clock);
            if (!lines.equals(shown.getFirst())) {
              shown.set(0, lines);
              print(lines);
            }
          }
          return !out().checkError();
        });
  }

  private List<Line> lines(WindowStore store, Clock clock) {
    long from = last == null ? 0 : clock.millis() - last.toMillis();
    return new RateTable(store.windows(), filter(store), from, by).lines();
  }

  private void print(List<Line> lines) {
    if (json) {
      lines.forEach(line -> out().println(QualityJson.of(line, by)));
      return;
    }
    if (lines.isEmpty()) {
      err().println("found no windows of these slices");
      return;
    }
    if (watch && System.console() != null && System.console().isTerminal()) {
      out().print(CLEAR);
    }
    QualityText.of(lines, by).forEach(out()::println);
  }

  private static int exit(List<Line> lines) {
    if (lines.stream().anyMatch(line -> line.worse() || line.breach())) {
      return WORSE;
    }
    return lines.stream().anyMatch(line -> line.rate().enough()) ? 0 : NOT_ENOUGH_DATA;
  }

  /** Rates of two tenants are never added: with several, one is to be named. */
  private SliceFilter filter(WindowStore store) {
    List<String> tenants = store.tenants();
    String tenant =
        value("tenant")
            .orElseGet(
                () -> {
                  if (tenants.size() > 1) {
                    throw new ParameterException(
                        spec.commandLine(),
                        "found tenants "
                            + String.join(", ", tenants)
                            + ", expected one of them: --slice tenant=...");
                  }
                  return tenants.isEmpty() ? "" : tenants.getFirst();
                });
    if (value("environment").isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "--slice: found environment, expected tenant, service, route, model or prompt_version");
    }
    return new SliceFilter(
        tenant,
        value("service").orElse(null),
        value("route").orElse(null),
        value("model").orElse(null),
        value("prompt_version").orElse(null));
  }

  private Optional<String> value(String dimension) {
    return slice.stream()
        .filter(part -> part.dimension().getName().equals(dimension))
        .map(SlicePart::value)
        .reduce((first, second) -> second);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
