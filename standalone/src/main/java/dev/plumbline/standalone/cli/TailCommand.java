package dev.plumbline.standalone.cli;

import com.google.protobuf.Message;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.log.JulBridge;
import dev.plumbline.standalone.topic.OpenTopic;
import dev.plumbline.standalone.topic.SlicePart;
import dev.plumbline.standalone.topic.TailText;
import dev.plumbline.standalone.topic.TopicRecords;
import dev.plumbline.topics.ProtoJson;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The public topics as they grow. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description =
        "Shows scores, windows or decisions as they are committed, from now on, until Ctrl-C. A later revision of a score, or a later sequence number of a decision, takes the place of an earlier one.")
final class TailCommand implements Callable<Integer> {
  /** The topics that it knows. */
  enum What {
    /** Results of evaluators. */
    SCORES(TopicCatalog.SCORES, Score.getDefaultInstance()),
    /** Sums and rates by minute. */
    WINDOWS(TopicCatalog.SLI_WINDOWS, SliWindow.getDefaultInstance()),
    /** The ledger. */
    DECISIONS(TopicCatalog.DECISIONS, Decision.getDefaultInstance());

    private final TopicSpec topic;
    private final Message prototype;

    What(TopicSpec topic, Message prototype) {
      this.topic = topic;
      this.prototype = prototype;
    }

    /** As on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "TOPIC", description = "${COMPLETION-CANDIDATES}.")
  private What what = What.SCORES;

  @Mixin private KafkaAccess access = new KafkaAccess();

  @Option(
      names = "--slice",
      paramLabel = "DIM=VALUE",
      converter = SliceConverter.class,
      description =
          "Only this value of tenant, environment, service, route, model or prompt_version; again for further ones.")
  private List<SlicePart> slice = List.of();

  @Option(names = "--from-beginning", description = "First what stands on the topic.")
  private boolean fromBeginning;

  @Option(names = "--to-end", description = "Ends where the topic ends now.")
  private boolean toEnd;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    JulBridge.install();
    KafkaConfig kafka = access.kafka();
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    try (OpenTopic topic = OpenTopic.of(kafka, what.topic, "plumbline-tail")) {
      TopicRecords<Message> records = new TopicRecords<>(topic, what.prototype, err::println);
      if (!fromBeginning) {
        records.skipToEnd();
      }
      BiConsumer<String, @Nullable Message> print = (key, message) -> print(out, message);
      if (toEnd) {
        records.toEnd(print);
      } else {
        err.println("reading " + topic.name() + " at " + kafka.bootstrapServers());
        // A pipe that nobody reads any more ends it too.
        records.follow(print, () -> !out.checkError());
      }
    }
    return 0;
  }

  private void print(PrintWriter out, @Nullable Message message) {
    if (message != null && slice.stream().allMatch(part -> part.in(slice(message)))) {
      out.println(json ? ProtoJson.of(message) : TailText.of(message));
    }
  }

  private static Slice slice(Message message) {
    return switch (message) {
      case Score score -> score.getSlice();
      case SliWindow window -> window.getSlice();
      case Decision decision -> decision.getSlice();
      default -> Slice.getDefaultInstance();
    };
  }
}
