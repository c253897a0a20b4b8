package dev.plumbline.console.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page's files, from the jar. The list is closed: no path of a request reaches a file. */
final class Assets {
  private static final List<String> FILES =
      List.of(
          "index.html",
          "style.css",
          "icon.svg",
          "app.js",
          "dom.js",
          "format.js",
          "quality.js",
          "explore.js",
          "chart.js",
          "requests.js",
          "drawer.js",
          "config.js",
          "intake.js");

  private final Map<String, Reply> files = new HashMap<>();

  Assets() {
    FILES.forEach(name -> files.put("/" + name, load(name)));
    Reply page = load("index.html");
    files.put("/", page);
    files.put("/requests", page);
    files.put("/intake", page);
  }

  @Nullable Reply get(String path) {
    return files.get(path);
  }

  private static Reply load(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/web/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks /web/" + name);
      }
      return new Reply(200, type(name), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("/web/" + name, e);
    }
  }

  private static String type(String name) {
    String charset = "; charset=utf-8";
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".html" -> "text/html" + charset;
      case ".css" -> "text/css" + charset;
      case ".js" -> "text/javascript" + charset;
      default -> "image/svg+xml";
    };
  }
}
