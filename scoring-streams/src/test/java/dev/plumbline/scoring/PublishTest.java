package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.chat;
import static dev.plumbline.scoring.Traces.request;
import static dev.plumbline.scoring.Traces.retrieval;
import static dev.plumbline.scoring.Traces.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.topics.ProtoJson;
import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.VerdictStatus;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores in other forms are the same scores. */
class PublishTest {
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);
  private static final long END = ScoringRun.START.toEpochMilli();

  @TempDir Path state;

  @Test
  void scoresAreInOtherFormsOnlyWhereThatIsAskedFor() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      answeredRevisedAndJudged(run);

      assertThat(run.scores()).isNotEmpty();
      assertThat(run.records(TopicCatalog.SCORES_JSON)).isEmpty();
      assertThat(run.records(TopicCatalog.SCORES_OTLP)).isEmpty();
    }
  }

  @Test
  void theMirrorHasEveryRevisionOfEveryScoreUnderTheSameKey() throws Exception {
    try (ScoringRun run = publishing()) {
      answeredRevisedAndJudged(run);

      List<TestRecord<String, byte[]>> originals = run.records(TopicCatalog.SCORES);
      List<TestRecord<String, byte[]>> mirrored = run.records(TopicCatalog.SCORES_JSON);
      assertThat(mirrored).hasSameSizeAs(originals).hasSize(5);
      for (int i = 0; i < mirrored.size(); i++) {
        TestRecord<String, byte[]> mirror = mirrored.get(i);
        assertThat(new String(mirror.value(), StandardCharsets.UTF_8))
            .isEqualTo(ProtoJson.of(Score.parseFrom(originals.get(i).value())));
        assertThat(mirror.key()).isEqualTo(originals.get(i).key());
        assertThat(header(mirror, RecordHeaders.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(header(mirror, RecordHeaders.TYPE)).isEqualTo("plumbline.v1.Score");
        assertThat(header(mirror, RecordHeaders.SCHEMA)).isEqualTo("1");
        assertThat(header(originals.get(i), RecordHeaders.CONTENT_TYPE))
            .isEqualTo("application/x-protobuf");
      }
    }
  }

  @Test
  void everyScoreIsAnEventOfItsTraceAndSpan() throws Exception {
    try (ScoringRun run = publishing()) {
      answeredRevisedAndJudged(run);

      List<Score> scores = run.scores();
      List<LogRecord> events = events(run);
      assertThat(events).hasSameSizeAs(scores);
      for (int i = 0; i < events.size(); i++) {
        LogRecord event = events.get(i);
        assertThat(hex(event.getTraceId().toByteArray())).isEqualTo(scores.get(i).getTraceId());
        assertThat(hex(event.getSpanId().toByteArray()))
            .hasSize(16)
            .isEqualTo(scores.get(i).getSpanId());
      }
    }
  }

  /** A Collector may send what it forwards to where its traces go: to us. */
  @Test
  void eventsThatComeBackAreScoredNoMoreAndAreNoUsersFeedback() throws Exception {
    try (ScoringRun run = publishing()) {
      answeredRevisedAndJudged(run);
      run.scores();
      run.interactions();
      List<TestRecord<String, byte[]>> events = run.records(TopicCatalog.SCORES_OTLP);
      // When
      events.forEach(event -> run.logsWithKey(event.key(), event.value()));
      run.after(ROOT_IDLE);
      // Then
      assertThat(run.scores()).isEmpty();
      assertThat(run.interactions()).isEmpty();
      assertThat(run.records(TopicCatalog.SCORES_OTLP)).isEmpty();
      assertThat(run.signals())
          .extracting(Signal::getSource)
          .isNotEmpty()
          .containsOnly(Signal.Source.CODE, Signal.Source.LLM);
      assertThat(run.deadLetters()).isEmpty();
    }
  }

  private ScoringRun publishing() {
    return new ScoringRun(
        state,
        () -> CheckSuite.parse(ScoringRun.CHECKS),
        () -> SamplingPolicy.parse(ScoringRun.POLICY),
        null,
        null,
        new PublishConfig(true, true, null));
  }

  /** Two checks at two revisions, and a verdict. */
  private static void answeredRevisedAndJudged(ScoringRun run) {
    run.spans("a", request(root("a", END), chat("a", Traces.INVENTED, END)));
    run.after(ROOT_IDLE);
    run.spans("a", request(retrieval("a", END)));
    run.after(ROOT_IDLE);
    JudgeRequest asked = run.requests().getLast();
    run.verdict(Traces.verdict(asked, VerdictStatus.VERDICT_OK, true));
  }

  private static List<LogRecord> events(ScoringRun run) throws Exception {
    List<LogRecord> events = new ArrayList<>();
    for (TestRecord<String, byte[]> record : run.records(TopicCatalog.SCORES_OTLP)) {
      ExportLogsServiceRequest.parseFrom(record.value())
          .getResourceLogsList()
          .forEach(r -> r.getScopeLogsList().forEach(s -> events.addAll(s.getLogRecordsList())));
    }
    return events;
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return RecordHeaders.text(record.headers(), name);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
