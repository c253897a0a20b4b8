package dev.plumbline.runtime.lifecycle;

/**
 * Whether a component can do its work now.
 *
 * @param ok true when it can
 * @param detail what is wrong, one plain sentence; empty when ok
 */
public record Health(boolean ok, String detail) {
  /** All is well. */
  public static Health up() {
    return new Health(true, "");
  }

  /** Not able to work, because of {@code detail}. */
  public static Health down(String detail) {
    return new Health(false, detail);
  }
}
