package dev.plumbline.runtime.config;

/**
 * One thing that is wrong in a config.
 *
 * @param line 1-based line in the file; 0 when the key is not in it
 * @param key full dotted path; empty for the document itself
 * @param text what was found and what was expected
 */
record Problem(int line, String key, String text) {
  /** The dotted path of {@code key} below {@code path}; either may be empty. */
  static String join(String path, String key) {
    if (path.isEmpty() || key.isEmpty()) {
      return path + key;
    }
    return key.startsWith("[") ? path + key : path + "." + key;
  }

  /** Whether this problem is about {@code path} or something inside it. */
  boolean isWithin(String path) {
    return key.equals(path) || key.startsWith(path + ".") || key.startsWith(path + "[");
  }

  @Override
  public String toString() {
    return (line > 0 ? "line " + line + "  " : "") + (key.isEmpty() ? "" : key + ": ") + text;
  }
}
