package dev.plumbline.console.requests;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.plumbline.console.data.ContentSource;
import dev.plumbline.console.data.Position;
import dev.plumbline.console.data.RequestRow;
import dev.plumbline.console.data.RowFilter;
import dev.plumbline.console.data.RowPage;
import dev.plumbline.console.data.RowStore;
import dev.plumbline.console.data.Source;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists requests and opens one. Excerpts that were shown last are kept, content is not. */
public final class RequestService {
  private static final int EXCERPT = 280;
  private static final int REMEMBERED = 2_000;

  private final RowStore rows;
  private final ContentSource content;
  private final Map<Position, Excerpt> excerpts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Position, Excerpt> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Excerpt(String question, String answer, String state) {}

  /** Requests of a store with content from a source. */
  public RequestService(RowStore rows, ContentSource content) {
    this.rows = rows;
    this.content = content;
  }

  /** A page of the list. */
  public RequestPage list(RowFilter filter, int skip, int limit) {
    RowPage page = rows.find(filter, skip, limit);
    Map<Position, Excerpt> texts = excerpts(page.rows());
    Excerpt gone = new Excerpt("", "", "gone");
    return new RequestPage(
        page.rows().stream()
            .map(row -> item(row, texts.getOrDefault(row.interaction(), gone)))
            .toList(),
        page.matched(),
        skip);
  }

  /** One request of a tenant, or empty when it is not kept or its content is gone. */
  public Optional<RequestDetail> open(String tenant, String trace, String interaction) {
    return rows.get(tenant, trace, interaction).flatMap(this::open);
  }

  private Optional<RequestDetail> open(RequestRow row) {
    List<Position> wanted = new ArrayList<>(row.details());
    wanted.addAll(row.signals());
    wanted.add(row.interaction());
    Map<Position, byte[]> found = content.fetch(wanted);
    Interaction interaction = parse(Interaction.parser(), found.get(row.interaction()));
    if (interaction == null) {
      return Optional.empty();
    }
    return Optional.of(
        Details.of(
            interaction,
            all(Source.SCORES, Score.parser(), row.details(), found),
            all(Source.DECISIONS, Decision.parser(), row.details(), found),
            all(Source.VERDICTS, Verdict.parser(), row.details(), found),
            all(Source.SIGNALS, Signal.parser(), row.signals(), found)));
  }

  private Map<Position, Excerpt> excerpts(List<RequestRow> page) {
    Map<Position, Excerpt> texts = new LinkedHashMap<>();
    List<Position> missing = new ArrayList<>();
    synchronized (excerpts) {
      for (RequestRow row : page) {
        Excerpt known = excerpts.get(row.interaction());
        if (known == null) {
          missing.add(row.interaction());
        } else {
          texts.put(row.interaction(), known);
        }
      }
    }
    content
        .fetch(missing)
        .forEach(
            (position, bytes) -> {
              Interaction it = parse(Interaction.parser(), bytes);
              if (it != null) {
                texts.put(position, excerpt(it));
              }
            });
    synchronized (excerpts) {
      excerpts.putAll(texts);
    }
    return texts;
  }

  private static Excerpt excerpt(Interaction it) {
    return new Excerpt(
        cut(it.getQuestion()), cut(it.getAnswer()), Details.word(it.getOutputState()));
  }

  private static RequestPage.Item item(RequestRow row, Excerpt text) {
    return new RequestPage.Item(
        row.interactionId(),
        row.traceId(),
        row.slice().service(),
        row.slice().route(),
        row.slice().model(),
        row.slice().promptVersion(),
        row.endMillis(),
        text.question(),
        text.answer(),
        text.state(),
        row.outcomes());
  }

  /** A surrogate pair is not cut in two. */
  private static String cut(String text) {
    if (text.length() <= EXCERPT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(EXCERPT - 1)) ? EXCERPT - 1 : EXCERPT;
    return text.substring(0, end) + "…";
  }

  private static <T extends MessageLite> List<T> all(
      Source source, Parser<T> parser, List<Position> positions, Map<Position, byte[]> found) {
    List<T> messages = new ArrayList<>();
    for (Position position : positions) {
      T message = position.source() == source ? parse(parser, found.get(position)) : null;
      if (message != null) {
        messages.add(message);
      }
    }
    return messages;
  }

  private static <T extends MessageLite> @Nullable T parse(
      Parser<T> parser, byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }
}
