package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.plumbline.v1.LabelSums;
import dev.plumbline.v1.SessionSums;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowSumsTest {
  private static final long SEED = 3;
  private final Random random = new Random(SEED);

  @Test
  void addEveryFieldThatTheMessageHas() {
    StratumSums a = sums(1);
    StratumSums sum = WindowSums.add(a, a);
    for (FieldDescriptor field : StratumSums.getDescriptor().getFields()) {
      if (field.isRepeated()) {
        assertThat(sum.getLabelsCount()).isEqualTo(1);
        assertThat(sum.getLabels(0))
            .isEqualTo(
                LabelSums.newBuilder()
                    .setVerdict(1)
                    .setLabel(1)
                    .setC(4)
                    .setD(6)
                    .setE(8)
                    .setN(2)
                    .build());
      } else if (!field.getName().equals("post_stratum")) {
        double one = ((Number) a.getField(field)).doubleValue();
        assertThat(one).as(field.getName()).isNotZero();
        assertThat(((Number) sum.getField(field)).doubleValue())
            .as(field.getName())
            .isCloseTo(2 * one, within(1e-9));
      }
    }
  }

  @Test
  void takeBackWhatTheyAdded() {
    for (int i = 0; i < 200; i++) {
      StratumSums a = sums(2);
      StratumSums b = sums(2);
      assertEqual(WindowSums.subtract(WindowSums.add(a, b), b), a);
    }
  }

  @Test
  void ofRowsThatWereAllTakenBackHoldNothing() {
    for (int i = 0; i < 200; i++) {
      SliWindow kept = rows(0);
      SliWindow taken = rows(2);
      SliWindow.Builder left = merged(List.of(kept, taken, WindowSums.negative(taken))).toBuilder();
      WindowSums.clean(left);
      assertThat(left.getStrataList()).hasSize(1);
      assertEqual(left.getStrata(0), kept.getStrata(0));
      WindowSums.addInto(left, WindowSums.negative(kept));
      WindowSums.clean(left);
      assertThat(left.build()).isEqualTo(SliWindow.getDefaultInstance());
    }
  }

  /** A window whose counts are possible. */
  private SliWindow rows(int stratum) {
    SliWindow.Builder rows = window().toBuilder();
    rows.setStrata(
        0,
        sums(stratum).toBuilder().setEligible(40).setAsked(30).setScored(20).setPassed(10).build());
    return rows.build();
  }

  @Test
  void mergeInAnyOrderAndGrouping() {
    List<SliWindow> windows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      windows.add(SliWindow.newBuilder().addStrata(sums(random.nextInt(3))).build());
    }
    SliWindow forward = merged(windows);
    Collections.shuffle(windows, random);
    SliWindow left = merged(windows.subList(0, 23));
    SliWindow right = merged(windows.subList(23, 60));
    SliWindow grouped = merged(List.of(right, left));
    assertThat(grouped.getStrataList())
        .extracting(StratumSums::getPostStratum)
        .containsExactly(0, 1, 2);
    for (int s = 0; s < 3; s++) {
      assertEqual(grouped.getStrata(s), forward.getStrata(s));
    }
    assertEqual(
        WindowSums.total(grouped.getStrataList()), WindowSums.total(forward.getStrataList()));
  }

  @Test
  void takeAWindowOutWithItsSessions() {
    SliWindow kept = window();
    SliWindow taken = window();
    SliWindow rest = merged(List.of(kept, taken, WindowSums.negative(taken)));
    assertEqual(rest.getStrata(0), kept.getStrata(0));
    assertThat(rest.getSessionRows()).isEqualTo(kept.getSessionRows());
    for (int i = 0; i < 2; i++) {
      for (FieldDescriptor field : SessionSums.getDescriptor().getFields()) {
        assertThat(((Number) rest.getSessions(i).getField(field)).doubleValue())
            .as("seed %s, %s", SEED, field.getName())
            .isCloseTo(((Number) kept.getSessions(i).getField(field)).doubleValue(), within(1e-9));
      }
    }
  }

  private SliWindow window() {
    return SliWindow.newBuilder()
        .addStrata(sums(1))
        .addSessions(sessions(3))
        .addSessions(sessions(40))
        .setSessionRows(1 + random.nextInt(50))
        .build();
  }

  private SessionSums sessions(int bucket) {
    SessionSums.Builder sums = SessionSums.newBuilder();
    SessionSums.getDescriptor()
        .getFields()
        .forEach(
            field -> {
              if (!field.getName().equals("bucket")) {
                sums.setField(field, random.nextDouble());
              }
            });
    return sums.setBucket(bucket).build();
  }

  private SliWindow merged(List<SliWindow> windows) {
    SliWindow.Builder total = SliWindow.newBuilder();
    windows.forEach(window -> WindowSums.addInto(total, window));
    return total.build();
  }

  private StratumSums sums(int stratum) {
    StratumSums.Builder sums = StratumSums.newBuilder();
    sums.addLabels(
        LabelSums.newBuilder().setVerdict(1).setLabel(1).setC(2).setD(3).setE(4).setN(1));
    for (FieldDescriptor field : StratumSums.getDescriptor().getFields()) {
      switch (field.getJavaType()) {
        case MESSAGE -> {
          // Set above.
        }
        case INT -> sums.setField(field, stratum);
        case LONG -> sums.setField(field, 1L + random.nextInt(50));
        default -> sums.setField(field, 0.5 + random.nextDouble() * 200);
      }
    }
    return sums.build();
  }

  private static void assertEqual(StratumSums a, StratumSums b) {
    assertThat(a.getLabelsList()).isEqualTo(b.getLabelsList());
    for (FieldDescriptor field : StratumSums.getDescriptor().getFields()) {
      if (field.isRepeated()) {
        continue;
      }
      assertThat(((Number) a.getField(field)).doubleValue())
          .as("seed %s, %s", SEED, field.getName())
          .isCloseTo(((Number) b.getField(field)).doubleValue(), within(1e-6));
    }
  }
}
