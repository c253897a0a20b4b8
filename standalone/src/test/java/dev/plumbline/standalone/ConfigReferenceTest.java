package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.console.ConsoleConfig;
import dev.plumbline.ingest.IngestConfig;
import dev.plumbline.judge.JudgeConfig;
import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.redaction.RedactionConfig;
import dev.plumbline.scoring.ScoringConfig;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of docs/reference/config.md have every key there is, with its default and class. */
class ConfigReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/config.md");

  /** Keys without a default are given here; {@code x} is what the page calls required. */
  private static final String REQUIRED =
      """
      ingest: {auth: {keys: x}, plaintext: anywhere}
      judge: {judges: [{id: x, baseUrl: "http://x", model: x}]}
      """;

  private static final Map<String, Class<? extends Record>> SECTIONS = sections();

  @TempDir Path dir;

  @Test
  void namesEveryKeyWithItsDefaultAndWhenItIsRead() throws Exception {
    // Given
    Files.writeString(dir.resolve(ConfigDirectory.FILE), REQUIRED);
    ConfigDirectory config = ConfigDirectory.open(dir, Map.of());
    List<String> keys = new ArrayList<>();
    SECTIONS.forEach((name, type) -> rows(name, type, config.bind(name, type), keys));
    // When
    List<String> found =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| `") && line.contains(" | at "))
            .map(line -> line.substring(0, line.lastIndexOf(" | ", line.length() - 3)))
            .toList();
    // Then
    assertThat(found).as("key, when, default").containsExactlyElementsOf(keys);
  }

  private static void rows(String path, Class<?> type, @Nullable Object value, List<String> into) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = path + "." + component.getName();
      Object inside = value == null ? null : get(value, component.getAccessor());
      if (component.getType().isRecord() && component.getType() != ByteSize.class) {
        rows(key, component.getType(), inside, into);
      } else if (component.getGenericType() instanceof ParameterizedType list
          && list.getActualTypeArguments()[0] instanceof Class<?> item
          && item.isRecord()) {
        rows(key + "[]", item, ((List<?>) inside).getFirst(), into);
      } else {
        into.add("| `%s` | %s | %s".formatted(key, when(key), shown(key, inside)));
      }
    }
  }

  private static String when(String key) {
    boolean hot = ConfigDirectory.HOT_KEYS.stream().anyMatch(key::startsWith);
    return hot ? "at every change" : "at the start";
  }

  private static String shown(String key, @Nullable Object value) {
    if (key.equals("ingest.plaintext")) {
      return "`loopback`";
    }
    if (key.equals("ingest.auth.keys")) {
      return "required, or `anonymous`";
    }
    if (key.equals("ingest.limits.maxInFlight")) {
      return "a quarter of the heap";
    }
    return switch (value) {
      case null -> "none";
      case Duration duration -> "`" + inOneUnit(duration) + "`";
      case Enum<?> constant -> "`" + constant.name().toLowerCase(Locale.ROOT) + "`";
      case List<?> list when list.isEmpty() -> "none";
      case Map<?, ?> map when map.isEmpty() -> "none";
      case String text when text.isEmpty() -> "none";
      case String text when text.equals("x") || text.equals("http://x") -> "required";
      default -> "`" + value + "`";
    };
  }

  private static String inOneUnit(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }

  private static @Nullable Object get(Object value, Method accessor) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Class<? extends Record>> sections() {
    Map<String, Class<? extends Record>> sections = new LinkedHashMap<>();
    sections.put("kafka", KafkaConfig.class);
    sections.put("redaction", RedactionConfig.class);
    sections.put("ingest", IngestConfig.class);
    sections.put("scoring", ScoringConfig.class);
    sections.put("judge", JudgeConfig.class);
    sections.put("console", ConsoleConfig.class);
    return sections;
  }
}
