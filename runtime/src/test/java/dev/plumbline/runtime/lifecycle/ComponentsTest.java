package dev.plumbline.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentsTest {
  private final List<String> events = new ArrayList<>();

  @Test
  void startsInOrderAndClosesOnceInReverse() {
    // Given
    Components components = new Components(List.of(part("a"), part("b"), part("c")));
    // When
    components.start();
    components.close();
    components.close();
    // Then
    assertThat(events)
        .containsExactly("start a", "start b", "start c", "close c", "close b", "close a");
  }

  @Test
  void closesEveryPartWhenOneCannotStart() {
    // Given
    Components components =
        new Components(List.of(part("a").failingToClose(), part("b").failingToStart(), part("c")));
    // When
    assertThatThrownBy(components::start)
        .hasMessage("b cannot start")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    // Then
    assertThat(events).containsExactly("start a", "start b", "close c", "close b", "close a");
  }

  @Test
  void closesTheOthersWhenOneCannotCloseAndTellsAllFailures() {
    // Given
    Components components =
        new Components(List.of(part("a").failingToClose(), part("b"), part("c").failingToClose()));
    components.start();
    // When
    assertThatThrownBy(components::close)
        .hasMessage("c cannot close")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .extracting("message")
                    .containsExactly("a cannot close"));
    // Then
    assertThat(events).endsWith("close c", "close b", "close a");
  }

  @Test
  void closesWithoutAStart() {
    new Components(List.of(part("a"))).close();
    assertThat(events).containsExactly("close a");
  }

  @Test
  void startsOnlyOnce() {
    Components components = new Components(List.of(part("a")));
    components.start();
    assertThatThrownBy(components::start).isInstanceOf(IllegalStateException.class);
    Components closed = new Components(List.of(part("b")));
    closed.close();
    assertThatThrownBy(closed::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void isUpWhenEveryPartIsAndElseSaysWhatIsWrongWithEach() {
    assertThat(new Components(List.of(part("a"), part("b"))).check()).isEqualTo(Health.up());
    Components ill =
        new Components(List.of(part("a").down("no broker"), part("b"), part("c").down("full")));
    assertThat(ill.check()).isEqualTo(Health.down("no broker; full"));
    assertThat(ill.alive()).isEqualTo(Health.down("no broker; full"));
  }

  private Recorded part(String name) {
    return new Recorded(name, events);
  }
}
