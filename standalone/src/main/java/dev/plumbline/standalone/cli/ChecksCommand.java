package dev.plumbline.standalone.cli;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.standalone.offline.CheckPage;
import dev.plumbline.standalone.offline.DatasetException;
import dev.plumbline.standalone.offline.OfflineRun;
import dev.plumbline.standalone.offline.Suites;
import dev.plumbline.standalone.offline.Trial;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Interaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What checks there are, what they mean, and what they say. */
@Command(
    name = "checks",
    mixinStandardHelpOptions = true,
    description = "Lists, explains, tries and measures checks.",
    subcommands = {
      ChecksCommand.ListAll.class,
      ChecksCommand.Explain.class,
      ChecksCommand.Try.class,
      ChecksCommand.Measure.class
    })
final class ChecksCommand implements Runnable {
  private static final int BAD_CONFIG = 78;

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** Lists them. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Every built-in check; with --config those that are configured.")
  static final class ListAll implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "DIR", description = "Directory with hot/checks.yaml.")
    private @Nullable Path config;

    @Override
    public Integer call() {
      if (config == null) {
        CheckPage page = new CheckPage();
        CheckSuite.builtIn()
            .forEach(
                (id, parameters) -> {
                  System.out.printf("%-20s %s%n", id, page.meaning(id));
                  if (!parameters.isEmpty()) {
                    System.out.printf("%-20s   %s%n", "", String.join(", ", parameters));
                  }
                });
        return 0;
      }
      try {
        CheckSuite suite = Suites.of(List.of(), config);
        System.out.println("set of checks " + suite.version());
        suite
            .members()
            .forEach(
                m ->
                    System.out.printf(
                        "%-24s %-32s grows with %s%n", m.id(), m.version(), m.cost()));
        return 0;
      } catch (IllegalArgumentException e) {
        System.err.println(e.getMessage());
        return BAD_CONFIG;
      }
    }
  }

  /** Explains one. */
  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      description = "What a check means, its parameters, outcomes and known limits.")
  static final class Explain implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "A built-in check.")
    private String id = "";

    @Override
    public Integer call() {
      if (!CheckSuite.builtIn().containsKey(id)) {
        System.err.println(
            "found no check "
                + id
                + ", expected one of "
                + String.join(", ", CheckSuite.builtIn().keySet()));
        return 2;
      }
      System.out.println(new CheckPage().section(id).orElse(""));
      return 0;
    }
  }

  /** Tries one. */
  @Command(
      name = "try",
      mixinStandardHelpOptions = true,
      description = "What a check says about one answer.")
  static final class Try implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "A built-in check, or one of --config.")
    private String id = "";

    @Option(names = "--answer", required = true, paramLabel = "TEXT", description = "The answer.")
    private String answer = "";

    @Option(names = "--question", paramLabel = "TEXT", description = "The question.")
    private String question = "";

    @Option(
        names = "--document",
        paramLabel = "FILE",
        description = "A retrieved document; several with several --document.")
    private List<Path> documents = List.of();

    @Option(names = "--config", paramLabel = "DIR", description = "Directory with hot/checks.yaml.")
    private @Nullable Path config;

    @Override
    public Integer call() throws IOException {
      try {
        Interaction interaction = Trial.of(question, answer, documents());
        for (CheckResult result : Suites.of(List.of(id), config).run(interaction)) {
          System.out.println(Trial.shown(interaction, result));
        }
        return 0;
      } catch (NoSuchFileException e) {
        System.err.println("no such document: " + e.getFile());
        return 2;
      } catch (IllegalArgumentException e) {
        System.err.println(e.getMessage());
        return BAD_CONFIG;
      }
    }

    private List<Document> documents() throws IOException {
      List<Document> all = new ArrayList<>();
      for (Path file : documents) {
        all.add(
            Document.newBuilder()
                .setId(String.valueOf(file.getFileName()))
                .setText(Files.readString(file))
                .build());
      }
      return all;
    }
  }

  /** Measures them. */
  @Command(
      name = "measure",
      mixinStandardHelpOptions = true,
      description =
          "How far checks and people agree on files of labelled answers, with one configuration.")
  static final class Measure implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.jsonl", arity = "1..*", description = "Rows with labels.")
    private List<Path> files = List.of();

    @Option(
        names = "--checks",
        split = ",",
        paramLabel = "ID",
        description = "Checks to measure (default ${DEFAULT-VALUE}).")
    private List<String> checks = List.of("refusal", "grounding");

    @Option(names = "--config", paramLabel = "DIR", description = "Directory with hot/checks.yaml.")
    private @Nullable Path config;

    @Override
    public Integer call() {
      try {
        OfflineRun run = new OfflineRun(Suites.of(checks, config));
        for (Path file : files) {
          System.out.println(file);
          System.out.println(run.run(file, (id, result) -> {}).agreement());
        }
        return 0;
      } catch (DatasetException | IllegalArgumentException e) {
        System.err.println(e.getMessage());
        return e instanceof DatasetException ? 1 : BAD_CONFIG;
      }
    }
  }
}
