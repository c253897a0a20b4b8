package dev.plumbline.standalone.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.deadletters.Letter;
import dev.plumbline.standalone.deadletters.LetterFilter;
import dev.plumbline.standalone.deadletters.LetterList;
import dev.plumbline.standalone.deadletters.LetterReader;
import dev.plumbline.standalone.deadletters.LetterText;
import dev.plumbline.standalone.deadletters.Place;
import dev.plumbline.standalone.deadletters.Replay;
import dev.plumbline.standalone.deadletters.Replay.Became;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Records that could not be processed. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Lists, explains and sends again what could not be processed.",
    subcommands = {
      DeadLettersCommand.ListThem.class,
      DeadLettersCommand.Explain.class,
      DeadLettersCommand.SendAgain.class
    })
final class DeadLettersCommand implements Runnable {
  private static final String TOPIC = "Only those from this topic, with or without the prefix.";
  private static final String REASON =
      "Only those put aside for it: deserialisation, processing or production.";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** A place on the command line. */
  static final class PlaceConverter implements ITypeConverter<Place> {
    @Override
    public Place convert(String text) {
      try {
        return Place.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Lists them. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "The newest letters, without content, or how many there are.")
  static final class ListThem implements Callable<Integer> {
    @Mixin private KafkaAccess access = new KafkaAccess();

    @Option(names = "--reason", paramLabel = "REASON", description = REASON)
    private @Nullable String reason;

    @Option(names = "--topic", paramLabel = "TOPIC", description = TOPIC)
    private @Nullable String topic;

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "At most so many (default ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--count", description = "How many there are, by reason and topic.")
    private boolean count;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      KafkaConfig kafka = access.kafka();
      try (LetterReader reader = new LetterReader(kafka)) {
        LetterList list =
            new LetterList(reader, new LetterFilter(Set.of(), reason, topic, kafka.topicPrefix()));
        if (count) {
          List<LetterList.Count> counts = list.counts();
          counts.forEach(
              c ->
                  out.println(
                      json
                          ? c.json()
                          : "%8d  %-15s %s%s"
                              .formatted(
                                  c.letters(),
                                  c.reason(),
                                  c.topic(),
                                  c.replayed() > 0
                                      ? "  (%d replayed)".formatted(c.replayed())
                                      : "")));
          none(counts.isEmpty());
        } else {
          List<LetterList.Line> lines = list.newest(limit);
          lines.forEach(line -> out.println(json ? line.json() : line.text()));
          none(lines.isEmpty());
        }
      }
      return 0;
    }

    private void none(boolean empty) {
      if (empty && !json) {
        spec.commandLine().getErr().println("no dead letters");
      }
    }
  }

  /** Explains one. */
  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      description = "Why one was put aside, its headers and the shape of its bytes.")
  static final class Explain implements Callable<Integer> {
    @Mixin private KafkaAccess access = new KafkaAccess();

    @Parameters(
        paramLabel = "PARTITION@OFFSET",
        converter = PlaceConverter.class,
        description = "As the list shows it.")
    private Place place = new Place(0, 0);

    @Option(names = "--content", description = "Also the bytes, which may hold what users wrote.")
    private boolean content;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      KafkaConfig kafka = access.kafka();
      try (LetterReader reader = new LetterReader(kafka)) {
        Optional<Letter> found = reader.at(place);
        if (found.isEmpty()) {
          spec.commandLine()
              .getErr()
              .println(
                  "found no dead letter "
                      + place
                      + ", expected one of those that plumbline dead-letters list shows");
          return 1;
        }
        boolean replayed = reader.replayed().contains(place);
        LetterText.of(found.get(), replayed, content).forEach(spec.commandLine().getOut()::println);
      }
      return 0;
    }
  }

  /** Sends some again. */
  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description =
          "Sends letters to the topic they came from, each once, however often it is called.")
  static final class SendAgain implements Callable<Integer> {
    @Mixin private KafkaAccess access = new KafkaAccess();

    @Parameters(
        paramLabel = "PARTITION@OFFSET",
        arity = "0..*",
        converter = PlaceConverter.class,
        description = "These letters.")
    private List<Place> places = List.of();

    @Option(names = "--all", description = "All letters.")
    private boolean all;

    @Option(names = "--reason", paramLabel = "REASON", description = REASON)
    private @Nullable String reason;

    @Option(names = "--topic", paramLabel = "TOPIC", description = TOPIC)
    private @Nullable String topic;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      if (places.isEmpty() && !all && reason == null && topic == null) {
        throw new ParameterException(
            spec.commandLine(),
            "found nothing that says which letters, expected PARTITION@OFFSET, --reason, --topic"
                + " or --all");
      }
      KafkaConfig kafka = access.kafka();
      Map<Became, Integer> counts = new EnumMap<>(Became.class);
      new Replay(
              kafka,
              sent -> {
                counts.merge(sent.became(), 1, Integer::sum);
                spec.commandLine().getOut().println(json ? json(sent) : text(sent));
              })
          .run(new LetterFilter(Set.copyOf(places), reason, topic, kafka.topicPrefix()));
      spec.commandLine()
          .getErr()
          .println(counts.isEmpty() ? "no letter is meant" : summary(counts));
      return 0;
    }

    private static String text(Replay.Sent sent) {
      String from = "%-8s %-15s ".formatted(sent.letter().place(), sent.letter().reason());
      return sent.became() == Became.REPLAYED
          ? from + "-> " + sent.letter().topic() + " " + sent.to()
          : from + word(sent.became());
    }

    private static ObjectNode json(Replay.Sent sent) {
      ObjectNode json =
          JsonNodeFactory.instance
              .objectNode()
              .put("id", sent.letter().place().toString())
              .put("reason", sent.letter().reason())
              .put("topic", sent.letter().topic())
              .put("became", sent.became().name().toLowerCase(Locale.ROOT));
      return sent.became() == Became.REPLAYED ? json.put("to", sent.to().toString()) : json;
    }

    private static String summary(Map<Became, Integer> counts) {
      List<String> parts = new ArrayList<>();
      counts.forEach((became, n) -> parts.add(n + " " + word(became)));
      return String.join(", ", parts);
    }

    private static String word(Became became) {
      return switch (became) {
        case REPLAYED -> "replayed";
        case REPLAYED_BEFORE -> "replayed before, not sent again";
        case CUT -> "cut when put aside, cannot be sent";
        case NO_SOURCE -> "without a topic of ours, cannot be sent";
      };
    }
  }
}
