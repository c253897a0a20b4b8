package dev.plumbline.evaluation.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.Slowness;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found, and what that costs. */
class DetectorsTest {
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
  private static final long SEED = 20_261_128;
  private static final int PER_KIND = 500;
  private static final int SIZE = 65_536;

  /** Turns no detector away. */
  private static final Glance EVERYTHING =
      new Glance(SIZE, SIZE, SIZE, SIZE, SIZE, SIZE, true, true, true, true, true);

  /** CPU time on one core; the best of a few runs, since the first ones are not compiled yet. */
  private static final long MOST_NANOS = 10_000_000;

  @ParameterizedTest(name = "S18 {0}")
  @EnumSource(Kind.class)
  void findsNearlyAllOfAKindAndLittleElse(Kind kind) {
    int right = 0;
    int wrong = 0;
    List<String> missed = new ArrayList<>();
    List<String> mistaken = new ArrayList<>();
    for (Labelled one : Labelled.of(kind, PER_KIND, SEED + kind.ordinal())) {
      List<Found> found = Detectors.in(one.text(), ALL);
      List<String> values =
          found.stream().map(f -> one.text().substring(f.start(), f.end())).toList();
      boolean hit =
          found.stream().anyMatch(f -> f.kind() == kind) && values.equals(List.of(one.value()));
      if (one.value().isEmpty()) {
        wrong += found.isEmpty() ? 0 : 1;
        mistaken.addAll(values);
      } else if (hit) {
        right++;
      } else {
        missed.add(one.text());
      }
    }
    double recall = (double) right / PER_KIND;
    double precision = (double) right / (right + wrong);
    assertThat(recall).as("recall, seed %s, missed %s", SEED, missed).isGreaterThanOrEqualTo(0.95);
    assertThat(precision)
        .as("precision, seed %s, mistaken %s", SEED, mistaken)
        .isGreaterThanOrEqualTo(0.90);
  }

  @ParameterizedTest
  @EnumSource(Detector.class)
  @DisplayName("S17 no text of 64 KiB takes a detector 10 ms")
  void takesLittleTimeForAnyText(Detector detector) {
    for (String text : hostile()) {
      List<Found> found = new ArrayList<>();
      Slowness.Cost cost =
          Slowness.of(
              () -> {
                found.clear();
                detector.find(text, EVERYTHING, found);
              },
              MOST_NANOS);
      assertThat(found)
          .allMatch(f -> f.start() >= 0 && f.start() < f.end() && f.end() <= text.length());
      assertThat(cost.taken())
          .as("%s over %.20s", detector, text)
          .isLessThanOrEqualTo(cost.limit());
    }
  }

  @Test
  void missesNothingForGlancingFirst() {
    String[] pieces = {
      "1",
      "23",
      "456",
      "7890",
      "+49",
      " ",
      "-",
      ".",
      "(",
      ") ",
      "/",
      ":",
      "=",
      "N",
      "GB",
      "AD12",
      "a",
      "x ",
      "(415) 555-2671",
      "(415)555-2671",
      "415.555.2671",
      "536-22-1234",
      "+4 9 1 2 3 4 5 6 7 8",
      "+49  30  12  34  56",
      "4539148803436467",
      "4539 1488 0343 6467",
      "NO9386011117947",
      "secret=hunter2and4more",
      "password: hunter2and4more",
      "203.0.113.9",
      "fe80::1",
      "AB123456C"
    };
    Random random = new Random(SEED);
    for (int run = 0; run < 20_000; run++) {
      StringBuilder text = new StringBuilder();
      for (int piece = random.nextInt(6); piece >= 0; piece--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      List<Found> found = new ArrayList<>();
      for (Detector detector : Detector.values()) {
        detector.find(text.toString(), EVERYTHING, found);
      }
      assertThat(Detectors.all(text.toString())).as(text.toString()).isEqualTo(found);
    }
  }

  @Test
  void findsEveryOneOfManyValues() {
    String text = "ann@corp.test, 4539 1488 0343 6467\n".repeat(500);
    assertThat(Detectors.in(text, ALL)).hasSize(1_000);
  }

  @Test
  void looksForTheKindsThatWereAskedFor() {
    assertThat(Detectors.in("ann@corp.test from 203.0.113.9", EnumSet.of(Kind.IP)))
        .containsExactly(new Found(Kind.IP, 19, 30));
  }

  @Test
  void takesNoLongerDomainForAnExample() {
    assertThat(Detectors.in("ann@example.company.com", ALL)).hasSize(1);
    assertThat(Detectors.in("ann@example.com.", ALL)).isEmpty();
  }

  @Test
  void leavesNoPartOfValuesThatOverlap() {
    String text = "password=AKIAQ3EGRT2XK5V7PLMD@corp.test";
    assertThat(Detectors.in(text, ALL))
        .singleElement()
        .satisfies(f -> assertThat(text.substring(f.start(), f.end())).endsWith("corp.test"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api_key = \"9aB3cD5eF7gH1iJ2kL4m\"",
        "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzKEY1",
        "{\"clientSecret\": \"9aB3cD5eF7gH1iJ2\"}",
        "password: hunter2-and-4-more",
        "Authorization: Bearer 9aB3cD5eF7gH1iJ2kL4m.x"
      })
  void findsKeysByTheirName(String text) {
    assertThat(Detectors.in(text, ALL)).extracting(Found::kind).containsExactly(Kind.TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: your password here",
        "the secret: a good night's sleep of 8 hours",
        "token=1",
        "secretary = 2026-11-28"
      })
  void takesNoSentenceForAKey(String text) {
    assertThat(Detectors.in(text, ALL)).isEmpty();
  }

  private static List<String> hostile() {
    Random random = new Random(SEED);
    List<String> texts = new ArrayList<>();
    for (String unit :
        List.of(
            "a",
            "@",
            "1",
            "+",
            ".",
            "-",
            ":",
            "<",
            "=",
            "(",
            "a@",
            "a@b.",
            "x.@",
            "1.",
            "1.1.1.",
            "1:",
            "::1",
            "a:b:",
            "fe80::",
            "+1 ",
            "(212)",
            "212-",
            "4 ",
            "4111 1111 1111 ",
            "DE44",
            "DE44 ",
            "AB1",
            "AB12345",
            "12345678",
            "123.456.",
            "ghp_",
            "eyJ",
            "sk-a1",
            "AKIA",
            "Bearer ",
            "bearer a1",
            "password=",
            "secret:",
            "secret: \"",
            "-----BEGIN ",
            "-----BEGIN PRIVATE KEY-----",
            "<email:",
            "<card:b1cd",
            "\ud800",
            "\u3042")) {
      texts.add(unit.repeat(SIZE / unit.length()));
    }
    texts.add("1".repeat(SIZE - 1) + "a");
    texts.add("secret" + " ".repeat(SIZE - 7) + ":");
    for (int i = 0; i < 3; i++) {
      texts.add(random(random, 0x80));
      texts.add(random(random, 0x10000));
    }
    return texts;
  }

  private static String random(Random random, int bound) {
    return random
        .ints(SIZE, 0, bound)
        .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
        .toString();
  }
}
