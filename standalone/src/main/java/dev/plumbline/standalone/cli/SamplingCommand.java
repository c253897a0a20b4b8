package dev.plumbline.standalone.cli;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.DryRun;
import dev.plumbline.evaluation.sampling.PastAnswer;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.offline.Suites;
import dev.plumbline.standalone.sampling.DryRunText;
import dev.plumbline.standalone.sampling.PastRows;
import dev.plumbline.standalone.sampling.PastTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a sampling policy would do. */
@Command(
    name = "sampling",
    mixinStandardHelpOptions = true,
    description = "What a sampling policy would do.",
    subcommands = SamplingCommand.DryRunOf.class)
final class SamplingCommand implements Runnable {
  private static final int BAD_CONFIG = 78;

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** A policy on past traffic. */
  @Command(
      name = "dry-run",
      mixinStandardHelpOptions = true,
      description =
          "Plans a policy for past traffic: what it keeps, what that costs, and how exact the rates"
              + " would be. Changes nothing.",
      footer = {
        "",
        "A row: as offline run reads it (answer, route, model, promptVersion, ...), and",
        "  tenant, environment  for slices",
        "  checks    id to pass, fail, not_applicable, not_scorable or error",
        "            (--config runs them instead)",
        "  verdicts  rubric/criterion to 1 or 0, and pi, the chance of being asked",
        "  human     rubric/criterion to 1 or 0, as people say",
        "  late      what users did: a list of thumbs_down, regenerated, rephrased",
        "  usd, tokens  of the verdicts"
      })
  static final class DryRunOf implements Callable<Integer> {
    @Option(names = "--policy", required = true, paramLabel = "FILE", description = "To be tried.")
    private Path policy = Path.of("");

    @Option(
        names = "--current",
        paramLabel = "FILE",
        description = "To compare with (default: that of --config).")
    private @Nullable Path current;

    @Option(
        names = "--config",
        paramLabel = "DIR",
        description =
            "Directory with hot/checks.yaml, and for --from-topic plumbline.yaml; a policy that"
                + " names a judge or rubric it does not have is refused.")
    private @Nullable Path config;

    @Option(
        names = "--hours",
        paramLabel = "H",
        description = "How long the traffic of --input took (default ${DEFAULT-VALUE}).")
    private double hours = 24;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Where the traffic is. */
    static final class Source {
      @Option(names = "--from-topic", description = "Everything on the topics.")
      private boolean topic;

      @Option(names = "--input", paramLabel = "FILE", description = "JSON lines, an answer each.")
      private @Nullable Path input;
    }

    @Override
    public Integer call() throws IOException {
      try {
        SamplingPolicy tried = parsed(policy, services());
        Optional<Path> other = Optional.ofNullable(current).or(this::configured);
        Optional<SamplingPolicy> now =
            other.isPresent()
                ? Optional.of(parsed(other.get(), Optional.empty()))
                : Optional.empty();
        PastTopics.Past past = past();
        if (past.answers().isEmpty() || !(past.hours() > 0)) {
          spec.commandLine().getErr().println("found no traffic to try the policy on");
          return 1;
        }
        Optional<DryRun.Report> report = DryRun.of(tried, past.answers(), past.hours());
        if (report.isEmpty()) {
          spec.commandLine()
              .getErr()
              .println("refused: 0.005 of this traffic costs more than the budget");
          return 1;
        }
        new DryRunText(spec.commandLine().getOut())
            .print(report.get(), now.flatMap(p -> DryRun.of(p, past.answers(), past.hours())));
        return 0;
      } catch (ConfigException | IllegalArgumentException e) {
        spec.commandLine().getErr().println(e.getMessage());
        return BAD_CONFIG;
      }
    }

    /** Whose judges and rubrics the policy will meet; of {@code --input} alone nothing is known. */
    private Optional<ConfigDirectory> services() {
      return Optional.ofNullable(config)
          .filter(dir -> Files.isRegularFile(dir.resolve(ConfigDirectory.FILE)))
          .map(dir -> ConfigDirectory.open(dir, System.getenv()));
    }

    private Optional<Path> configured() {
      return Optional.ofNullable(config)
          .map(dir -> dir.resolve(ConfigDirectory.SAMPLING))
          .filter(Files::isRegularFile);
    }

    private PastTopics.Past past() {
      Path input = source.input;
      if (source.topic || input == null) {
        Path dir = config;
        if (dir == null) {
          throw new ParameterException(
              spec.commandLine(),
              "--from-topic: found no --config, expected the services' directory");
        }
        KafkaConfig kafka =
            ConfigDirectory.open(dir, System.getenv()).bind("kafka", KafkaConfig.class);
        return new PastTopics(kafka, Suites.of(List.of(), dir)).read();
      }
      Optional<CheckSuite> checks =
          Optional.ofNullable(config).map(dir -> Suites.of(List.of(), dir));
      List<PastAnswer> answers = new PastRows(input, checks).read();
      return new PastTopics.Past(answers, hours);
    }

    private static SamplingPolicy parsed(Path file, Optional<ConfigDirectory> services)
        throws IOException {
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(file + ": found no such file, expected a policy");
      }
      try {
        String text = Files.readString(file);
        return services.isEmpty()
            ? SamplingPolicy.parse(text)
            : SamplingPolicy.parse(
                text,
                services.get().read(ConfigDirectory.FILE),
                services.get().texts(ConfigDirectory.RUBRICS));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("config error in " + file + "\n  " + e.getMessage(), e);
      }
    }
  }
}
