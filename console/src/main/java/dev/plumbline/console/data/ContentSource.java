package dev.plumbline.console.data;

import java.util.Collection;
import java.util.Map;

/** Reads records again by their place. */
public interface ContentSource {
  /** The values found; a record that is gone or did not come in time is absent. */
  Map<Position, byte[]> fetch(Collection<Position> positions);
}
