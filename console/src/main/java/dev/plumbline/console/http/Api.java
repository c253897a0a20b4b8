package dev.plumbline.console.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.console.config.FileState;
import dev.plumbline.console.data.Board;
import dev.plumbline.console.data.RowFilter;
import dev.plumbline.console.data.SliceFilter;
import dev.plumbline.console.intake.IntakeQuery;
import dev.plumbline.console.quality.QualityQuery;
import dev.plumbline.console.quality.SeriesQuery;
import dev.plumbline.console.requests.RequestDetail;
import dev.plumbline.console.requests.RequestService;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The JSON API: {@code /api/status}, {@code /api/quality}, {@code /api/series}, {@code
 * /api/requests}, {@code /api/request} and {@code /api/intake}. Parameters {@code tenant}, {@code
 * service}, {@code route}, {@code model}, {@code prompt_version} and {@code range} mean the same
 * everywhere; without a tenant it is the first one.
 */
public final class Api {
  private static final int MAX_PAGE = 200;
  private static final int MAX_SKIP = 1_000_000;

  private final Board board;
  private final RequestService requests;
  private final InstantSource clock;
  private final boolean simulated;
  private final BooleanSupplier caughtUp;
  private final Supplier<List<FileState>> config;
  private final JsonMapper json =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  /**
   * An API over a board.
   *
   * @param config the state of the config, for the status
   */
  public Api(
      Board board,
      RequestService requests,
      InstantSource clock,
      boolean simulated,
      BooleanSupplier caughtUp,
      Supplier<List<FileState>> config) {
    this.board = board;
    this.requests = requests;
    this.clock = clock;
    this.simulated = simulated;
    this.caughtUp = caughtUp;
    this.config = config;
  }

  Reply get(String path, Query query) {
    return switch (path) {
      case "/api/status" -> ok(status());
      case "/api/quality" ->
          ok(
              new QualityQuery(board.windows().windows(), slice(query), query.from(clock.instant()))
                  .run());
      case "/api/series" ->
          ok(
              new SeriesQuery(
                      board.windows().windows(),
                      query.need("metric"),
                      query.need("model"),
                      slice(query),
                      query.from(clock.instant()))
                  .run(board.windows().offline()));
      case "/api/requests" ->
          ok(
              requests.list(
                  new RowFilter(
                      slice(query),
                      query.from(clock.instant()),
                      query.get("metric"),
                      query.get("outcome")),
                  query.number("skip", 0, 0, MAX_SKIP),
                  query.number("limit", 50, 1, MAX_PAGE)));
      case "/api/intake" ->
          ok(new IntakeQuery(board).run(slice(query), query.from(clock.instant())));
      case "/api/request" -> {
        String interaction = query.get("interaction");
        Optional<RequestDetail> found =
            requests.open(
                slice(query).tenant(), query.need("trace"), interaction == null ? "" : interaction);
        yield found.isPresent()
            ? ok(found.get())
            : error(404, "this request is not kept, or its content has left Kafka");
      }
      default -> error(404, "no such path");
    };
  }

  private SliceFilter slice(Query query) {
    return query.slice(tenants().stream().findFirst().orElse("default"));
  }

  Reply error(int status, String message) {
    return reply(status, Map.of("error", message));
  }

  private Status status() {
    return new Status(
        simulated,
        caughtUp.getAsBoolean(),
        List.copyOf(tenants()),
        board.rows().size(),
        board.rows().evicted(),
        board.windows().size(),
        board.spans().received(),
        config.get());
  }

  /** Also those of whom nothing was understood. */
  private SortedSet<String> tenants() {
    SortedSet<String> tenants = new TreeSet<>(board.windows().tenants());
    tenants.addAll(board.spans().tenants());
    return tenants;
  }

  private record Status(
      boolean simulated,
      boolean caughtUp,
      List<String> tenants,
      int requests,
      long evicted,
      int windows,
      long spans,
      List<FileState> config) {}

  private Reply ok(Object value) {
    return reply(200, value);
  }

  private Reply reply(int status, Object value) {
    try {
      return new Reply(status, Reply.JSON, json.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of texts and numbers can be written", e);
    }
  }
}
