package dev.plumbline.console.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.console.data.SliceFilter;
import dev.plumbline.console.data.SliceValues;
import dev.plumbline.console.data.Window;
import dev.plumbline.console.quality.RateTable.Line;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateTableTest {
  private static final long MINUTE = 60_000;
  private static final SliceFilter ALL = SliceFilter.of("t");
  private final List<Window> windows = new ArrayList<>();

  @Test
  void windowsAreAddedOverEveryDimensionThatIsNotAskedFor() {
    given("a", "m1", "v1", 0, "1", 40, 30);
    given("b", "m1", "v1", 1, "1", 60, 60);
    given("a", "m2", "v1", 1, "1", 50, 10);

    List<Line> lines = table(ALL, 0, By.MODEL);

    assertThat(lines).extracting(Line::values).containsExactly(List.of("m1"), List.of("m2"));
    assertThat(lines.getFirst().rate().judged()).isEqualTo(100);
    assertThat(lines.getFirst().rate().rate()).isEqualTo(0.9);
    assertThat(lines.getFirst().change()).isNull();
  }

  @Test
  void aVersionIsComparedWithTheOneBeforeInTheSameGroupEvenIfThatIsFilteredAway() {
    given("a", "m1", "v1", 0, "1", 400, 390);
    given("a", "m1", "v2", 1, "1", 400, 250);
    given("b", "m1", "v2", 0, "1", 400, 390);

    List<Line> lines =
        table(new SliceFilter("t", null, null, null, "v2"), MINUTE, By.PROMPT_VERSION, By.ROUTE);

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().values()).containsExactly("v2", "a");
    assertThat(lines.getFirst().worse()).isTrue();
    assertThat(lines.getFirst().change().previous()).isEqualTo("v1");
    assertThat(lines.getFirst().change().nBefore()).isEqualTo(400);
  }

  @Test
  void twoVersionsOfACheckAreNeverAddedNorCompared() {
    given("a", "m1", "v1", 0, "1", 400, 390);
    given("a", "m1", "v2", 1, "1", 400, 390);
    given("a", "m1", "v2", 2, "2", 400, 100);

    Line latest = table(ALL, 0, By.PROMPT_VERSION).getFirst();

    assertThat(latest.instrument()).isEqualTo("2");
    assertThat(latest.rate().judged()).isEqualTo(400);
    assertThat(latest.worse()).isFalse();
    assertThat(latest.change().verdict()).isEqualTo("not_enough_data");
  }

  @Test
  void anotherTenantsWindowsAreNotThere() {
    given("a", "m1", "v1", 0, "1", 40, 30);

    assertThat(table(SliceFilter.of("other"), 0, By.MODEL)).isEmpty();
  }

  private List<Line> table(SliceFilter filter, long from, By... by) {
    return new RateTable(windows, filter, from, List.of(by)).lines();
  }

  private void given(
      String route, String model, String version, int minute, String instrument, int n, int k) {
    windows.add(
        new Window(
            new SliceValues("t", "shop", route, model, version),
            "grounding",
            "",
            instrument,
            "",
            "",
            minute * MINUTE,
            SliWindow.newBuilder()
                .setWindowStartUnixMillis(minute * MINUTE)
                .setWindowMillis(MINUTE)
                .addStrata(
                    StratumSums.newBuilder()
                        .setEligible(n)
                        .setU(n)
                        .setU2(n)
                        .setScored(n)
                        .setPassed(k)
                        .setPassedU(k))
                .build()));
  }
}
