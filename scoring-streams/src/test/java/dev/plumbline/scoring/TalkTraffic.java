package dev.plumbline.scoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Seeded conversations whose turns and thumbs arrive late, twice and out of order, and what must be
 * counted of them, known from how they were made.
 */
final class TalkTraffic {
  private static final int TALKS = 25;
  private static final int MAX_TURNS = 6;
  private static final long REST = Duration.ofMinutes(30).toMillis();

  /** Metric to settled and good. */
  final Map<String, long[]> expected = new TreeMap<>();

  private final List<Event> events = new ArrayList<>();
  private final Random random;
  private int questions;

  private record Event(long arrival, Consumer<ScoringRun> send) {}

  TalkTraffic(long seed) {
    random = new Random(seed);
    for (int i = 0; i < TALKS; i++) {
      talk("talk-" + i, ScoringRun.START.toEpochMilli() + random.nextInt(600_000));
    }
    events.sort(Comparator.comparingLong(Event::arrival));
  }

  /**
   * Sends everything, and waits until nothing can come after the last turns.
   *
   * @param tickEvery the task notices the time after every so many events
   */
  void send(ScoringRun run, int tickEvery) {
    for (int i = 0; i < events.size(); i++) {
      Duration pause = Duration.ofMillis(events.get(i).arrival() - run.nowMillis());
      // A busy task misses ticks; one that waits for minutes has them.
      if (i % tickEvery == 0 || pause.toMinutes() > 0) {
        run.ticked(pause);
      } else {
        run.unnoticed(pause);
      }
      events.get(i).send().accept(run);
    }
    for (int i = 0; i < 10; i++) {
      run.after(Duration.ofMinutes(5)).readOn();
    }
  }

  private void talk(String name, long start) {
    long end = start;
    String question = question();
    int turns = 1 + random.nextInt(MAX_TURNS);
    for (int i = 0; i < turns; i++) {
      turn(name, name.replace("talk-", "x") + "y" + i, question, end);
      if (i == turns - 1) {
        settled(true, true, false);
        break;
      }
      boolean left = random.nextInt(6) == 0;
      end += left ? REST + 60_000 : 5_000 + random.nextInt(120_000);
      switch (random.nextInt(3)) {
        case 0 -> settled(left, true, !left);
        case 1 -> {
          question = question.contains("please") ? question() : question + " please";
          boolean again = question.contains("please");
          settled(true, left || !again, !left);
        }
        default -> {
          question = question();
          settled(true, true, !left);
        }
      }
    }
  }

  /** Five words that no other question has. */
  private String question() {
    StringBuilder question = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      question.append("word").append(questions++).append(' ');
    }
    return question.toString().strip();
  }

  private void turn(String talk, String trace, String question, long end) {
    byte[] spans = Talks.turn(trace, talk, question, end);
    long arrival = end + random.nextInt(60_000);
    events.add(new Event(arrival, run -> run.spans(trace, spans)));
    if (random.nextInt(4) == 0) {
      events.add(new Event(arrival + random.nextInt(90_000), run -> run.spans(trace, spans)));
    }
    int thumbs = random.nextInt(3);
    double last = -1;
    for (int i = 0; i < thumbs; i++) {
      last = random.nextInt(2);
      byte[] thumb = Talks.thumbOfResponse(trace, trace + "-" + i, last, end + 1_000L * (i + 1));
      int times = 1 + random.nextInt(2);
      for (int n = 0; n < times; n++) {
        long at = end + 1_000 + random.nextInt(300_000);
        events.add(new Event(at, run -> run.logsWithoutTrace(thumb)));
      }
    }
    if (last >= 0) {
      count("user_feedback", last == 1);
    }
  }

  private void settled(boolean notAgain, boolean notRephrased, boolean wentOn) {
    count("user_regeneration", notAgain);
    count("user_rephrase", notRephrased);
    count("user_abandonment", wentOn);
  }

  private void count(String metric, boolean good) {
    long[] sums = expected.computeIfAbsent(metric, m -> new long[2]);
    sums[0]++;
    sums[1] += good ? 1 : 0;
  }
}
