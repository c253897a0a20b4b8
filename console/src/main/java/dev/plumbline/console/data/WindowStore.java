package dev.plumbline.console.data;

import dev.plumbline.v1.OfflineResult;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest window of every key, finest slices only, and the latest offline results. At the cap
 * the window that was seen first leaves, and is counted.
 */
public final class WindowStore {
  private static final int MAX_WINDOWS = 500_000;

  private final LinkedHashMap<String, Window> windows = new LinkedHashMap<>();
  private final Map<String, OfflineResult> offline = new HashMap<>();
  private final Map<SliceValues, SliceValues> slices = new HashMap<>();
  private long evicted;

  /** Keeps a window, or drops the key when the value is null. Coarser slices are passed over. */
  public synchronized void window(String key, @Nullable SliWindow window) {
    if (window == null) {
      windows.remove(key);
      return;
    }
    Slice slice = window.getSlice();
    if (slice.hasService() && slice.hasRoute() && slice.hasModel() && slice.hasPromptVersion()) {
      SliceValues values = SliceValues.of(slice);
      SliceValues known = slices.putIfAbsent(values, values);
      windows.put(key, Window.of(window, known == null ? values : known));
      if (windows.size() > MAX_WINDOWS) {
        windows.pollFirstEntry();
        evicted++;
      }
    }
  }

  /** Keeps an offline result, or drops the key when the value is null. */
  public synchronized void offline(String key, @Nullable OfflineResult result) {
    if (result == null) {
      offline.remove(key);
    } else {
      offline.put(key, result);
    }
  }

  /** All windows now. */
  public synchronized List<Window> windows() {
    return List.copyOf(windows.values());
  }

  /** All offline results now. */
  public synchronized List<OfflineResult> offline() {
    return List.copyOf(offline.values());
  }

  /** The tenants that have windows, in order. */
  public synchronized List<String> tenants() {
    return slices.keySet().stream().map(SliceValues::tenant).distinct().sorted().toList();
  }

  /** Windows kept. */
  public synchronized int size() {
    return windows.size();
  }

  /** Windows that left because of the cap. */
  public synchronized long evicted() {
    return evicted;
  }
}
