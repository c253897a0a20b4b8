package dev.plumbline.topics;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;

/** The catalogue as a page of the reference documentation. */
final class TopicTable {
  private static final String HEAD =
      """
      # Topics

      Generated from `TopicCatalog` in the module `proto`; do not edit, see its README. Every service
      compares the topics that it uses with this table when it starts, and says each difference.

      A name here is without the prefix (`kafka.topicPrefix`, default `plumbline.`), which goes before
      every topic but the two `otlp_` ones. N is `kafka.partitions`: all topics with N partitions have
      the same count, which never changes once they exist. *Public* topics change only by additions
      within their version; *internal* ones may change with any release.

      | topic | key | value | kept | partitions | visibility | what |
      |---|---|---|---|---|---|---|
      """;

  private static final String FOOT =
      """

      ## Settings that every topic has

      | setting | value | why |
      |---|---|---|
      | `message.timestamp.type` | `%s` | deadlines run on the broker's time of arrival |
      | `max.message.bytes` | `%s` or more | a record is cut or split long before, at 900 KiB |
      | `retention.ms` | as in the column *kept*, or more | |
      | `cleanup.policy` | `compact` or `compact,delete` where the column *kept* says so, else `delete` | |
      """;

  private TopicTable() {}

  /** The page in Markdown. */
  static String markdown(List<TopicSpec> topics) {
    return HEAD + topics.stream().map(TopicTable::row).collect(joining()) + foot(topics);
  }

  private static String row(TopicSpec topic) {
    return "| `%s` | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            topic.baseName(),
            topic.key(),
            value(topic.value()),
            kept(topic),
            switch (topic.width()) {
              case COMMON -> "N";
              case SINGLE -> "1";
            },
            switch (topic.visibility()) {
              case PUBLIC -> "**public**";
              case INTERNAL -> "internal";
            },
            topic.purpose());
  }

  /** A type's name is code; a sentence is not. */
  private static String value(String value) {
    return value.contains(" ") ? value : "`" + value + "`";
  }

  private static String kept(TopicSpec topic) {
    return switch (topic.cleanup()) {
      case DELETE -> time(topic.retention());
      case COMPACT -> "last per key";
      case COMPACT_DELETE -> "last per key, " + time(topic.retention());
    };
  }

  private static String time(Duration retention) {
    return retention.toHours() % 24 == 0 && retention.toDays() > 3
        ? retention.toDays() + " days"
        : retention.toHours() + " h";
  }

  private static String foot(List<TopicSpec> topics) {
    return FOOT.formatted(
        shared(topics, "message.timestamp.type"), shared(topics, "max.message.bytes"));
  }

  /** The one value that all topics have. */
  private static String shared(List<TopicSpec> topics, String key) {
    List<String> values = topics.stream().map(topic -> topic.config().get(key)).distinct().toList();
    if (values.size() != 1) {
      throw new IllegalStateException(key + " differs between topics: " + values);
    }
    return values.get(0);
  }
}
