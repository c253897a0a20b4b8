package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.agent;
import static dev.plumbline.scoring.Traces.chat;
import static dev.plumbline.scoring.Traces.otherChat;
import static dev.plumbline.scoring.Traces.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.ScoringMetrics.Audited;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.VerdictStatus;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue of people holds what can still be labelled, and says how much never was. */
class ReviewQueueTest {
  private static final Duration IDLE = Duration.ofSeconds(35);
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);
  private static final long END = ScoringRun.START.toEpochMilli();
  private static final String AUDITED =
      ScoringRun.POLICY.replace("rate: 1.0}", "rate: 1.0, audit: 1}");

  @TempDir Path state;

  /** What a reader of the topic holds: the last value of every key. */
  private final Map<String, byte[]> queue = new LinkedHashMap<>();

  @Test
  void aPartOfAnotherAnswerLeavesIt() {
    try (ScoringRun run = new ScoringRun(state, AUDITED)) {
      run.spans("a", request(chat("a", Traces.GOOD, END), otherChat("a", END + 10)));
      run.after(IDLE);
      for (JudgeRequest asked : run.requests()) {
        run.verdict(Traces.verdict(asked, VerdictStatus.VERDICT_OK, true));
      }
      run.after(ROOT_IDLE);
      assertThat(read(run)).hasSize(2);
      // When
      run.spans("a", request(agent("a", END + 20)));
      run.after(ROOT_IDLE);
      // Then
      assertThat(read(run)).hasSize(1);
    }
  }

  @Test
  void anAnswerThatIsForgottenLeavesItAndItsAuditIsCounted() {
    try (ScoringRun run = new ScoringRun(state, AUDITED)) {
      for (String trace : new String[] {"a", "b"}) {
        run.spans(trace, Traces.ragTrace(trace, Traces.GOOD, END));
      }
      run.after(ROOT_IDLE);
      for (JudgeRequest asked : run.requests()) {
        run.verdict(Traces.verdict(asked, VerdictStatus.VERDICT_OK, true));
        if (asked.getTraceId().equals(Traces.traceId("a"))) {
          run.label(
              Label.newBuilder()
                  .setTenant("default")
                  .setTraceId(asked.getTraceId())
                  .setInteractionId(asked.getInteractionId())
                  .setMetric("quality/helpful")
                  .setReviewer("ann")
                  .setPass(true)
                  .build());
        }
      }
      run.after(ROOT_IDLE);
      assertThat(read(run)).hasSize(2);
      assertThat(run.audits(Audited.DRAWN)).isEqualTo(2);
      assertThat(run.audits(Audited.LABELLED)).isEqualTo(1);
      // When
      run.after(Duration.ofDays(8));
      run.spans("c", Traces.ragTrace("c", Traces.GOOD, run.nowMillis()));
      run.after(ROOT_IDLE);
      // Then
      assertThat(read(run)).isEmpty();
      assertThat(run.audits(Audited.NEVER_LABELLED)).isEqualTo(1);
    }
  }

  @Test
  void aCallThatTwoTracesTellOfIsOneCase() {
    try (ScoringRun run = new ScoringRun(state, AUDITED)) {
      run.spans("one", request(withResponse(chat("one", Traces.GOOD, END))));
      run.after(IDLE);
      run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_OK, true));
      run.after(ROOT_IDLE);
      assertThat(read(run)).hasSize(1);
      // When another trace tells of it, earlier by its clock
      run.spans("two", request(withResponse(chat("two", Traces.GOOD, END - 50))));
      run.after(IDLE);
      run.requests().forEach(r -> run.verdict(Traces.verdict(r, VerdictStatus.VERDICT_OK, true)));
      run.after(IDLE);
      // Then
      assertThat(run.total("quality/helpful").getScored()).isEqualTo(1);
      assertThat(read(run)).hasSize(1);
    }
  }

  private static Span withResponse(Span span) {
    return span.toBuilder()
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("gen_ai.response.id")
                .setValue(AnyValue.newBuilder().setStringValue("chatcmpl-1")))
        .build();
  }

  private Map<String, byte[]> read(ScoringRun run) {
    run.records(TopicCatalog.REVIEW_ITEMS)
        .forEach(
            item -> {
              if (item.value() == null) {
                queue.remove(item.key());
              } else {
                queue.put(item.key(), item.value());
              }
            });
    return queue;
  }
}
