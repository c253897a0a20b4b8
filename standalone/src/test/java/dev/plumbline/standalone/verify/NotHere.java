package dev.plumbline.standalone.verify;

/** What a row needs is not on this machine; the row is skipped and says so. */
public final class NotHere extends Exception {
  private static final long serialVersionUID = 1;

  /** Says what is missing, and how to get it. */
  public NotHere(String what) {
    super(what);
  }
}
