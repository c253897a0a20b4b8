package dev.plumbline.runtime.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves pages by their path; a page that cannot be made is a logged 500, never a hung request. */
final class PageHandler implements HttpHandler {
  private static final Logger LOGGER = LoggerFactory.getLogger(PageHandler.class);

  private final BiFunction<String, String, Page> pages;

  /**
   * A handler.
   *
   * @param pages makes a page of the path and the reader's user agent
   */
  PageHandler(BiFunction<String, String, Page> pages) {
    this.pages = pages;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      boolean head = method.equals("HEAD");
      Page page =
          head || method.equals("GET")
              ? page(
                  exchange.getRequestURI().getPath(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")))
              : Page.text(405, "found " + method + ", expected GET or HEAD");
      byte[] bytes = page.body().getBytes(StandardCharsets.UTF_8);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", page.type());
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Cache-Control", "no-store");
      if (page.status() == 405) {
        headers.set("Allow", "GET, HEAD");
      }
      exchange.sendResponseHeaders(page.status(), head ? -1 : bytes.length);
      if (!head) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private Page page(String path, String agent) {
    try {
      return pages.apply(path, agent);
    } catch (RuntimeException e) {
      LOGGER.atWarn().setCause(e).log("an admin page could not be made");
      return Page.text(500, "internal error, see the log");
    }
  }
}
