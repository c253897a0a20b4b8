package dev.plumbline.standalone.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.v1.Slice;
import org.junit.jupiter.api.Test;

class SlicePartTest {
  @Test
  void aSliceThatSpansADimensionIsOfNoneOfItsValues() {
    SlicePart none = SlicePart.parse("prompt_version=");

    assertThat(none.in(Slice.newBuilder().setPromptVersion("").build())).isTrue();
    assertThat(none.in(Slice.getDefaultInstance())).isFalse();
    assertThat(SlicePart.parse("route=a=b").in(Slice.newBuilder().setRoute("a=b").build()))
        .isTrue();
  }

  @Test
  void aMisspeltDimensionIsToldWithTheNearestOne() {
    assertThatThrownBy(() -> SlicePart.parse("modell=x"))
        .hasMessage("found dimension \"modell\", did you mean model?");
    assertThatThrownBy(() -> SlicePart.parse("=x"))
        .hasMessage("found \"=x\", expected DIMENSION=VALUE such as model=gpt-4o");
  }
}
