package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.bytes;
import static dev.plumbline.scoring.Traces.chat;
import static dev.plumbline.scoring.Traces.request;
import static dev.plumbline.scoring.Traces.root;
import static dev.plumbline.scoring.Traces.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of an application's content reaches the topics that others read. */
class ContentTest {
  private static final long END = ScoringRun.START.toEpochMilli();
  private static final String CHECKS =
      """
      checks: [{id: empty-answer}, {id: grounding}, {id: tool-calls}, {id: personal-data}, {id: secrets}]
      """;
  private static final String[] CANARIES = {
    "ann.canary@corp.test", "4539 1488 0343 6467", "AKIAQ3EGRT2XK5V7PLMD", "bob.canary@corp.test"
  };

  @TempDir Path state;
  private ScoringRun run;

  @BeforeEach
  void start() {
    run =
        new ScoringRun(
            state,
            () -> CheckSuite.parse(CHECKS),
            () -> SamplingPolicy.parse(ScoringRun.POLICY),
            null,
            null);
  }

  @AfterEach
  void stop() {
    run.close();
  }

  @Test
  @DisplayName("S18 secrets of an answer are on no topic that others read")
  void writesNoValueAnywhere() {
    // When
    run.spans(
        "a",
        request(
            root("a", END),
            chat("a", "Write to %s, card %s, key %s.".formatted((Object[]) CANARIES), END),
            toolSpan("a", CANARIES[3])));
    run.after(Duration.ofSeconds(8));
    // Then
    List<Interaction> interactions = run.interactions();
    List<Score> scores = run.scores();
    List<Message> written = new ArrayList<>(interactions);
    written.addAll(scores);
    written.addAll(run.requests());
    written.addAll(run.decisions());
    written.addAll(run.windows().values());
    assertThat(written).hasSizeGreaterThan(8);
    assertThat(written)
        .allSatisfy(
            message -> assertThat(message.toByteString().toStringUtf8()).doesNotContain(CANARIES));
    assertThat(interactions)
        .singleElement()
        .satisfies(
            i -> {
              assertThat(i.getAnswer()).startsWith("Write to <email:");
              assertThat(i.getRedactedMap())
                  .containsEntry("email", 6)
                  .containsEntry("card", 2)
                  .containsEntry("cloud-key", 2);
            });
    assertThat(scores)
        .filteredOn(score -> score.getOutcome() == Outcome.FAIL)
        .extracting(score -> score.getEvaluator().getId())
        .contains("personal-data", "secrets");
    assertThat(run.registry.counter("plumbline.scoring.redacted", "kind", "card").count())
        .isEqualTo(2);
  }

  /** A tool that was called with a value. */
  private static Span toolSpan(String trace, String value) {
    return Span.newBuilder()
        .setTraceId(bytes(traceId(trace)))
        .setSpanId(bytes("0000000000000004"))
        .setParentSpanId(bytes("0000000000000002"))
        .setName("execute_tool mail for " + value)
        .setStartTimeUnixNano((END - 400) * 1_000_000)
        .setEndTimeUnixNano((END - 300) * 1_000_000)
        .addAttributes(text("gen_ai.operation.name", "execute_tool"))
        .addAttributes(text("gen_ai.tool.name", "mail"))
        .addAttributes(text("error.type", "no mailbox " + value))
        .addAttributes(text("gen_ai.tool.call.arguments", "{\"to\": \"" + value + "\"}"))
        .build();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
