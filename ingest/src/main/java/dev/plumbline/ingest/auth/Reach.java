package dev.plumbline.ingest.auth;

import java.util.Locale;

/** How far something that is not safe by itself is allowed. */
public enum Reach {
  /** Not at all. */
  NEVER,
  /** While only this machine can connect. */
  LOOPBACK,
  /** On any interface. */
  ANYWHERE;

  /** Whether ports may be open that are, or are not, all on loopback. */
  public boolean allows(boolean onLoopback) {
    return this == ANYWHERE || this == LOOPBACK && onLoopback;
  }

  /** As it is written in the config. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
