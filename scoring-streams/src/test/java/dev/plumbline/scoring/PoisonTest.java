package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.chat;
import static dev.plumbline.scoring.Traces.request;
import static dev.plumbline.scoring.Traces.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.v1.Interaction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One poison record harms one record. */
class PoisonTest {
  private static final long END = ScoringRun.START.toEpochMilli();

  @TempDir Path state;
  private ScoringRun run;

  @BeforeEach
  void start() {
    run = new ScoringRun(state, ScoringRun.POLICY);
  }

  @AfterEach
  void stop() {
    run.close();
  }

  @Test
  void putsBytesAsideThatAreNoRequestAndGoesOn() {
    byte[] poison = {10, 127, 1, 2};
    run.spans("a", poison);
    run.spans("b", request(root("b", END), chat("b", Traces.GOOD, END)));
    run.after(Duration.ofSeconds(8));
    assertThat(run.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).isEqualTo(poison);
              assertThat(letter.key()).isEqualTo(Traces.traceId("a"));
              assertThat(RecordHeaders.text(letter.headers(), "__streams.errors.topic"))
                  .isEqualTo("otlp_spans");
              assertThat(RecordHeaders.text(letter.headers(), "__streams.errors.offset"))
                  .isEqualTo("0");
            });
    assertThat(run.interactions()).hasSize(1);
  }

  /** The test driver drops what is sent before the first record is processed: it is counted. */
  @Test
  void putsAVerdictAsideThatIsNone() {
    run.verdictBytes("a", "not a verdict".getBytes(StandardCharsets.UTF_8));
    run.spans("b", request(root("b", END), chat("b", Traces.GOOD, END)));
    run.after(Duration.ofSeconds(8));
    assertThat(
            run.registry
                .counter("plumbline.scoring.dead.letters", "reason", "deserialisation")
                .count())
        .isEqualTo(1);
    assertThat(run.interactions()).hasSize(1);
  }

  @Test
  void outlivesRandomAndTruncatedBytes() {
    byte[] good = request(root("b", END), chat("b", Traces.GOOD, END));
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      run.spans("a", bytes);
      run.logs("a", bytes);
      run.spans("a", java.util.Arrays.copyOf(good, random.nextInt(good.length)));
    }
    run.spans("b", good);
    run.after(Duration.ofSeconds(40));
    assertThat(run.interactions())
        .extracting(Interaction::getTraceId)
        .contains(Traces.traceId("b"));
    assertThat(run.deadLetters()).hasSizeGreaterThan(500);
  }

  @Test
  void cutsAnAnswerThatIsTooLargeForARecord() {
    run.spans("a", request(root("a", END), chat("a", "word ".repeat(700_000), END)));
    run.after(Duration.ofSeconds(8));
    assertThat(run.interactions())
        .singleElement()
        .satisfies(i -> assertThat(i.getSerializedSize()).isLessThan(1_000_000));
    assertThat(run.deadLetters()).isEmpty();
    assertThat(run.scores())
        .filteredOn(s -> s.getEvaluator().getId().equals("empty-answer"))
        .isNotEmpty();
  }

  @Test
  void keepsTenantsApart() {
    run.spansOfTenant("acme", "a", request(root("a", END), chat("a", Traces.GOOD, END)));
    run.spansOfTenant("a|b", "b", request(root("b", END), chat("b", Traces.GOOD, END)));
    run.after(Duration.ofSeconds(8));
    assertThat(run.interactions()).extracting(Interaction::getTenant).containsExactly("acme");
    assertThat(run.deadLetters()).hasSize(1);
    assertThat(run.windows().keySet()).isNotEmpty().allMatch(key -> key.startsWith("tenant=acme"));
  }
}
