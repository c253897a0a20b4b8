package dev.plumbline.console;

import dev.plumbline.console.data.Board;
import dev.plumbline.console.http.Api;
import dev.plumbline.console.http.WebServer;
import dev.plumbline.console.requests.RequestService;
import dev.plumbline.runtime.admin.ListenConfig;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The console on canned data, for looking at the page: first argument port, second "empty". */
final class DevMain {
  private DevMain() {}

  public static void main(String[] args) {
    boolean empty = args.length > 1 && args[1].equals("empty");
    Canned canned = empty ? new Canned() : Canned.filled();
    Board board = canned.board;
    Clock clock = Clock.fixed(Instant.ofEpochMilli(Canned.START + 7_200_000), ZoneOffset.UTC);
    Api api =
        new Api(
            board,
            new RequestService(board.rows(), canned),
            clock,
            true,
            () -> true,
            () -> empty ? List.of() : Canned.config());
    new WebServer(new ListenConfig("127.0.0.1", Integer.parseInt(args[0])), api).start();
  }
}
