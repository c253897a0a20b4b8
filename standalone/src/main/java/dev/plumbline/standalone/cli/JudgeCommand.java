package dev.plumbline.standalone.cli;

import dev.plumbline.judge.JudgeConfig;
import dev.plumbline.judge.provider.EndpointConfig;
import dev.plumbline.judge.rubric.Rubric;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.standalone.judge.JudgeTry;
import dev.plumbline.standalone.offline.SingleRow;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Questions to a judge, without the services. */
@Command(
    name = "judge",
    mixinStandardHelpOptions = true,
    description = "Asks a judge directly, without the services.",
    subcommands = JudgeCommand.Try.class)
final class JudgeCommand implements Runnable {
  private static final int BAD_CONFIG = 78;

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** One answer, everything shown. */
  @Command(
      name = "try",
      mixinStandardHelpOptions = true,
      description =
          "One question about one answer: the whole prompt, what came back, the verdict and its cost. Exits 1 without a usable verdict.")
  static final class Try implements Callable<Integer> {
    @Option(
        names = "--config",
        required = true,
        paramLabel = "DIR",
        description = "Directory whose plumbline.yaml has a section judge.")
    private Path config = Path.of(".");

    @Option(
        names = "--judge",
        paramLabel = "ID",
        description = "Which of its judges (default: the first).")
    private @Nullable String judge;

    @Option(
        names = "--rubric",
        required = true,
        paramLabel = "FILE",
        description = "A rubric, as in rubrics/ of the directory.")
    private Path rubric = Path.of("");

    @Option(
        names = "--interaction",
        required = true,
        paramLabel = "FILE",
        description =
            "One JSON object: question, answer, documents; docs/reference/offline.md says what it may hold.")
    private Path interaction = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
      try {
        ConfigDirectory directory = ConfigDirectory.open(config, System.getenv());
        List<EndpointConfig> judges = JudgeConfig.judgesOf(directory);
        Path file = rubric.toAbsolutePath();
        Path folder = file.getParent() == null ? file : file.getParent();
        Rubric asked = directory.including(folder).bindFile(file.toString(), Rubric.class);
        JudgeTry trial = new JudgeTry(chosen(judges), asked, System.out);
        return trial.ask(SingleRow.read(interaction)) ? 0 : 1;
      } catch (ConfigException e) {
        System.err.println(e.getMessage());
        return BAD_CONFIG;
      } catch (IllegalArgumentException e) {
        System.err.println(e.getMessage());
        return CommandLine.ExitCode.USAGE;
      }
    }

    private EndpointConfig chosen(List<EndpointConfig> judges) {
      return judges.stream()
          .filter(one -> judge == null || one.id().equals(judge))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "--judge: found "
                          + judge
                          + ", expected one of "
                          + judges.stream().map(EndpointConfig::id).toList()));
    }
  }
}
