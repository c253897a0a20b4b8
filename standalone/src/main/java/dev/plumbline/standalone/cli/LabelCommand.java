package dev.plumbline.standalone.cli;

import dev.plumbline.standalone.rows.LabelRows;
import dev.plumbline.standalone.topic.LabelSender;
import dev.plumbline.v1.Label;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What people say of answers. */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    description = "What people say of answers.",
    subcommands = LabelCommand.Import.class)
final class LabelCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** From a file. */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Sends the labels of a file; none of them when a line is wrong.",
      footer = {
        "",
        "A line: {\"trace_id\",\"metric\",\"reviewer\",\"pass\",",
        "         \"interaction_id\"?,\"item_id\"?,\"tenant\"?,\"comment\"?,\"labelled_at\"?}",
        "  metric          such as answer-quality/helpful",
        "  pass            true, false, or null to take the label back",
        "  interaction_id  needed where the trace has several answers",
        "The last label of a reviewer and item counts. A label enters the sums where its",
        "answer was drawn for an audit."
      })
  static final class Import implements Callable<Integer> {
    @Mixin private KafkaAccess access = new KafkaAccess();

    @Parameters(paramLabel = "FILE", description = "JSON lines, one label each.")
    private Path file = Path.of(".");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      List<Label> labels = LabelRows.read(file, Clock.systemUTC());
      LabelSender.send(access.kafka(), labels);
      spec.commandLine()
          .getOut()
          .println(
              "sent %d labels of %d reviewers on %d items, %d of them taken back"
                  .formatted(
                      labels.size(),
                      labels.stream().map(Label::getReviewer).distinct().count(),
                      labels.stream().map(Label::getItemId).distinct().count(),
                      labels.stream().filter(label -> !label.hasPass()).count()));
      return 0;
    }
  }
}
