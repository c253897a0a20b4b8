package dev.plumbline.runtime.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Which keys hold secrets, and a document without them. It errs on the side of masking: everything
 * below a secret-looking key goes, whatever its shape. A key that ends in {@code file} names where
 * a secret is and stays.
 */
final class Secrets {
  /** What stands in the place of a secret. */
  static final String MASK = "***";

  private static final Pattern KEY =
      Pattern.compile(
          "password|passwd|secret|token|api[._-]?key|private|credential|jaas|salt|keystore[._-]key");
  private static final Pattern URL_USER = Pattern.compile("://[^/@\\s]+@");

  private Secrets() {}

  /** Whether the last key of a dotted path, or the key itself, looks like one of a secret. */
  static boolean isSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return KEY.matcher(lower).find() && !lower.endsWith("file");
  }

  /** The document as YAML: values below secret keys and user names in URLs masked. */
  static String redact(YamlTree.Mapping root) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    return new Yaml(options).dump(plain(root));
  }

  /** The text with user names and passwords in URLs masked. */
  static String withoutUser(String text) {
    return URL_USER.matcher(text).replaceAll("://" + MASK + "@");
  }

  private static @Nullable Object plain(YamlTree node) {
    return switch (node) {
      case YamlTree.Scalar scalar -> scalar.text() == null ? null : withoutUser(scalar.text());
      case YamlTree.Sequence sequence -> sequence.items().stream().map(Secrets::plain).toList();
      case YamlTree.Mapping mapping -> {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        mapping
            .entries()
            .forEach((key, child) -> masked.put(key, isSecret(key) ? MASK : plain(child)));
        yield masked;
      }
    };
  }
}
