package dev.plumbline.standalone.doctor;

/**
 * One thing that was looked at.
 *
 * @param about what, in one word
 * @param level how it is
 * @param text what was found, and what to do where it is not well
 */
public record Finding(String about, Level level, String text) {
  /** How it is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** It works, but less than it could. */
    WARN,
    /** It does not work. */
    FAIL
  }

  static Finding ok(String about, String text) {
    return new Finding(about, Level.OK, text);
  }

  static Finding warn(String about, String text) {
    return new Finding(about, Level.WARN, text);
  }

  static Finding fail(String about, String text) {
    return new Finding(about, Level.FAIL, text);
  }
}
