package dev.plumbline.standalone.cli;

import dev.plumbline.standalone.sampling.PolicyTests;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tests of sampling policies. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Tests of sampling policies.",
    subcommands = PolicyCommand.Test.class)
final class PolicyCommand implements Runnable {
  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** Examples of answers and where they should go. */
  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description =
          "Runs a policy over examples: which stratum each is in, or why no judge sees it. Exits 1 when one is elsewhere.")
  static final class Test implements Callable<Integer> {
    @Parameters(
        paramLabel = "FILE",
        description = "YAML: policy, a file beside it, and tests; docs/reference/sampling.md.")
    private Path file = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      List<PolicyTests.Result> results = new PolicyTests(file).run();
      for (PolicyTests.Result result : results) {
        out.println((result.differences().isEmpty() ? "ok    " : "FAIL  ") + result.name());
        result.differences().forEach(difference -> out.println("      " + difference));
      }
      long failed = results.stream().filter(result -> !result.differences().isEmpty()).count();
      out.println(results.size() + " tests, " + failed + " failed");
      return failed == 0 ? 0 : 1;
    }
  }
}
