package dev.plumbline.scoring.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.v1.Slice;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/reference/metrics.md, on what is really exposed. */
class MetricsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "."))
          .resolve("../docs/reference/metrics.md")
          .normalize();
  private static final Pattern BLOCK = Pattern.compile("```promql\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("plumbline_\\w+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\"|by \\(([^)]*)\\)");
  private static final Pattern SERIES =
      Pattern.compile("(?m)^(plumbline_\\S+?(?:\\{.*})?) (\\S+)$");
  private static final String JUDGE = "answer-quality/helpful";

  @TempDir Path dir;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Example by example: labels of each expected sample and its value, made by hand. */
  private static final List<Map<String, Double>> EXPECTED =
      List.of(
          // Grounding passes 8 of 10 with v6; with v7, upstream weight 4, 3 of 4 answers.
          Map.of(
              "{model=\"m\", prompt_version=\"v6\"}", 8 / 10.0,
              "{model=\"m\", prompt_version=\"v7\"}", 12 / 16.0),
          // Verdicts: 2 passes of weight 20 and 3 failures of weight 1, where 2 of 5 would be
          // wrong.
          Map.of("{model=\"m\", prompt_version=\"v6\"}", 40 / 43.0),
          Map.of("{model=\"m\", prompt_version=\"v6\"}", 5.0),
          // One of weight 20 was refused, one of weight 1 expired.
          Map.of("{service=\"shop\"}", 21 / 64.0),
          // 2 of 16 answers.
          Map.of("{service=\"shop\"}", 2 / 16.0),
          Map.of("{}", 1.0));

  @BeforeEach
  void count() {
    OutcomeMeters meters = new OutcomeMeters(registry, 2);
    add(meters, "v6", "grounding", "pass", 8, 1);
    add(meters, "v6", "grounding", "fail", 2, 1);
    add(meters, "v6", "grounding", "not_scorable", 2, 1);
    add(meters, "v7", "grounding", "pass", 3, 4);
    add(meters, "v7", "grounding", "fail", 1, 4);
    add(meters, "v6", JUDGE, "pass", 2, 20);
    add(meters, "v6", JUDGE, "fail", 3, 1);
    add(meters, "v6", JUDGE, "sampled_out", 7, 0);
    add(meters, "v6", JUDGE, "judge_refused", 1, 20);
    add(meters, "v6", JUDGE, "expired", 1, 1);
    add(meters, "v8", "empty-answer", "pass", 1, 1);
  }

  @Test
  void theExamplesNameOnlyMetricsAndLabelsThatThereAre() throws IOException {
    String exposed = registry.scrape();
    TreeSet<String> names = new TreeSet<>();
    TreeSet<String> labels = new TreeSet<>();
    for (String example : examples()) {
      NAME.matcher(example).results().map(MatchResult::group).forEach(names::add);
      LABEL
          .matcher(example)
          .results()
          .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
          .forEach(found -> labels.addAll(List.of(found.split(", "))));
    }
    assertThat(names).isNotEmpty().allMatch(name -> exposed.contains("\n" + name));
    assertThat(labels).isNotEmpty().allMatch(label -> exposed.contains(label + "=\""));
    assertThat(examples()).hasSameSizeAs(EXPECTED);
  }

  @Test
  void everyMetricSaysWhatItIs() {
    ScoringMetrics metrics = new ScoringMetrics(registry);
    metrics.dropped(ScoringMetrics.Drop.LATE_SPAN, 1);
    metrics.redacted("email", 1);
    metrics.signal(ScoringMetrics.Fate.DERIVED);
    metrics.label(ScoringMetrics.Labelled.AUDIT);
    metrics.deadLetter(ScoringMetrics.DeadLetter.PROCESSING);
    metrics.planned(ScoringMetrics.Planned.LOWERED);
    metrics.emitted("idle");
    metrics.decided("grounding", "scored");
    metrics.threadFailed();
    assertThat(registry.scrape().lines().filter(line -> line.startsWith("# HELP ")))
        .hasSizeGreaterThan(10)
        .allMatch(line -> line.split(" ", 4).length == 4 && !line.split(" ", 4)[3].isBlank());
  }

  /** Over five minutes in which all that is counted comes evenly, at Prometheus's own hands. */
  @Test
  void theExamplesGiveTheRatesOfTheTraffic() throws Exception {
    Assumptions.assumeTrue(
        onPath("promtool"), "promtool is not on the PATH (Debian: package prometheus)");
    List<String> lines = new ArrayList<>(List.of("rule_files: []", "tests:", "- interval: 1m"));
    lines.add("  input_series:");
    for (Map.Entry<String, Double> series : series().entrySet()) {
      lines.add("  - series: '" + series.getKey() + "'");
      lines.add("    values: '0+" + series.getValue() / 5 + "x5'");
    }
    lines.add("  promql_expr_test:");
    List<String> examples = examples();
    for (int i = 0; i < examples.size(); i++) {
      lines.add("  - expr: 'round((" + examples.get(i).replaceAll("\\s+", " ") + "), 0.0001)'");
      lines.add("    eval_time: 5m");
      lines.add("    exp_samples:");
      EXPECTED
          .get(i)
          .forEach(
              (labels, value) -> {
                lines.add("    - labels: '" + labels + "'");
                lines.add("      value: " + Math.floor(value * 10_000 + 0.5) / 10_000);
              });
    }
    Path file = Files.write(dir.resolve("examples.yaml"), lines);
    Process promtool =
        new ProcessBuilder("promtool", "test", "rules", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(promtool.exitValue()).as(said + "\n" + String.join("\n", lines)).isZero();
  }

  private Map<String, Double> series() {
    Map<String, Double> series = new LinkedHashMap<>();
    SERIES
        .matcher(registry.scrape())
        .results()
        .forEach(m -> series.put(m.group(1), Double.valueOf(m.group(2))));
    return series;
  }

  private static List<String> examples() throws IOException {
    return BLOCK.matcher(Files.readString(PAGE)).results().map(m -> m.group(1).strip()).toList();
  }

  private static boolean onPath(String program) {
    return Pattern.compile(":")
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static void add(
      OutcomeMeters meters, String version, String evaluator, String outcome, int n, double each) {
    for (int i = 0; i < n; i++) {
      meters.add(
          Slice.newBuilder()
              .setTenant("default")
              .setService(version.equals("v8") ? "other" : "shop")
              .setRoute("refunds")
              .setModel("m")
              .setPromptVersion(version)
              .build(),
          evaluator,
          outcome,
          each,
          0);
    }
  }
}
