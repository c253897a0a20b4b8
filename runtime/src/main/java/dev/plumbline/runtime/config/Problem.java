package dev.plumbline.runtime.config;

/**
 * One thing that is wrong in a config.
 *
 * @param line 1-based line in the file; 0 when the key is not in it
 * @param key full dotted path
 * @param text what was found and what was expected
 */
record Problem(int line, String key, String text) {
  @Override
  public String toString() {
    return (line > 0 ? "line " + line + "  " : "") + key + ": " + text;
  }
}
