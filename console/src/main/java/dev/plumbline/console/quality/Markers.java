package dev.plumbline.console.quality;

import dev.plumbline.console.data.Window;
import dev.plumbline.console.quality.Series.Marker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** From when on something else measured, or another policy chose what is measured. */
final class Markers {
  private Markers() {}

  /** Of windows of one metric, whatever measured them, in order of time. */
  static List<Marker> of(Collection<Window> windows, MetricKind kind) {
    List<Marker> markers = new ArrayList<>();
    if (kind == MetricKind.JUDGED) {
      markers.addAll(changed(windows, Window::judgeId, "judge changed"));
      markers.addAll(changed(windows, Window::rubricVersion, "rubric changed"));
      List<Long> named = markers.stream().map(Marker::millis).toList();
      changed(windows, Window::version, "judge settings changed").stream()
          .filter(marker -> !named.contains(marker.millis()))
          .forEach(markers::add);
      markers.addAll(changed(windows, Window::checkSet, "check set changed"));
      markers.addAll(changed(windows, Window::policy, "policy changed"));
    } else {
      markers.addAll(changed(windows, Window::version, "check changed"));
    }
    markers.sort(Comparator.comparingLong(Marker::millis).thenComparing(Marker::what));
    return List.copyOf(markers);
  }

  /** By the majority of each minute, so that replicas which change one after another make one. */
  private static List<Marker> changed(
      Collection<Window> windows, Function<Window, String> aspect, String what) {
    TreeMap<Long, Map<String, Long>> minutes = new TreeMap<>();
    windows.stream()
        .filter(window -> !aspect.apply(window).isEmpty())
        .forEach(
            window ->
                minutes
                    .computeIfAbsent(window.startMillis(), start -> new TreeMap<>())
                    .merge(aspect.apply(window), window.sums().getEligible(), Long::sum));
    List<Marker> changes = new ArrayList<>();
    String last = "";
    for (Map.Entry<Long, Map<String, Long>> minute : minutes.entrySet()) {
      String most =
          Collections.max(minute.getValue().entrySet(), Map.Entry.comparingByValue()).getKey();
      if (!last.isEmpty() && !last.equals(most)) {
        changes.add(new Marker(minute.getKey(), what));
      }
      last = most;
    }
    return changes;
  }
}
