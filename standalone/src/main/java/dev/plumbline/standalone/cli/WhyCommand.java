package dev.plumbline.standalone.cli;

import dev.plumbline.standalone.why.TraceTopics;
import dev.plumbline.standalone.why.Why;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.Verdict;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why an answer was scored, or was not. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description =
        "Why the answers of a trace were scored, or were not: per evaluator the outcome, chance, draw and plan, the verdict, and whether people look too; and what users did.")
final class WhyCommand implements Callable<Integer> {
  private static final int NOT_FOUND = 1;

  @Mixin private KafkaAccess access = new KafkaAccess();

  @Parameters(paramLabel = "TRACE_ID", description = "32 hex characters.")
  private String trace = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String id = trace.toLowerCase(Locale.ROOT);
    if (!id.matches("[0-9a-f]{32}")) {
      throw new ParameterException(
          spec.commandLine(), "found trace id " + trace + ", expected 32 hex characters");
    }
    TraceTopics topics =
        new TraceTopics(access.kafka(), line -> spec.commandLine().getErr().println(line));
    Why why =
        new Why(
            topics.read(TopicCatalog.DECISIONS, Decision.getDefaultInstance(), id),
            topics.read(TopicCatalog.JUDGE_VERDICTS, Verdict.getDefaultInstance(), id),
            topics.read(TopicCatalog.SCORES, Score.getDefaultInstance(), id),
            topics.read(TopicCatalog.SIGNALS, Signal.getDefaultInstance(), id));
    if (why.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "no decision about trace %s: it is still open, had no answer, or is older than the ledger's retention; plumbline doctor tells what became of its spans"
                  .formatted(id));
      return NOT_FOUND;
    }
    why.print(spec.commandLine().getOut());
    return 0;
  }
}
