package dev.plumbline.evaluation.interaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.evaluation.capture.Capture;
import dev.plumbline.evaluation.capture.CaptureLevel;
import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.redaction.Kind;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real clients sent, with less and less of it kept. */
class CaptureLevelsTest {
  private static final Redaction REDACTION =
      Redaction.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8), EnumSet.allOf(Kind.class));
  private static final Capture CAPTURE = new Capture(REDACTION);
  private static final List<CaptureLevel> WITHOUT_CONTENT =
      List.of(CaptureLevel.METADATA, CaptureLevel.NONE);
  private static final int TELLING = 12;
  private static final CheckSuite CHECKS =
      CheckSuite.parse(
          """
          checks:
            - {id: empty-answer}
            - {id: refusal}
            - {id: truncated}
            - {id: json-schema}
            - {id: format, minChars: 2, mustMatch: [x]}
            - {id: citations, required: true}
            - {id: grounding}
            - {id: tool-calls}
            - {id: repetition}
            - {id: prompt-leak}
            - {id: personal-data}
            - {id: secrets}
          """);

  static Stream<Recording> recordings() {
    return Recording.asked();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void keepsWhatCallsAreCountedByAndFailsNoCheckForWhatIsGone(Recording recording) {
    List<Interaction> whole = interactions(recording, CaptureLevel.FULL, Redaction.none());
    Set<String> failed = failed(whole);
    for (CaptureLevel level : WITHOUT_CONTENT) {
      List<TraceContent> traces = traces(recording, level);
      List<Interaction> poor = interactions(traces, REDACTION);
      assertThat(failed).as("%s", level).containsAll(failed(poor));
      assertThat(poor)
          .as("%s", level)
          .extracting(Interaction::getOutputState)
          .doesNotContain(ContentState.FULL);
      String left = traces.stream().map(CaptureLevelsTest::bytes).collect(Collectors.joining());
      assertThat(said(recording)).as("%s", level).noneMatch(left::contains);
      assertThat(poor).hasSameSizeAs(whole);
      for (int i = 0; i < whole.size(); i++) {
        assertCounted(poor.get(i), whole.get(i));
      }
    }
  }

  private static void assertCounted(Interaction poor, Interaction whole) {
    assertThat(poor)
        .returns(whole.getInteractionId(), Interaction::getInteractionId)
        .returns(whole.getService(), Interaction::getService)
        .returns(whole.getEndUnixNanos(), Interaction::getEndUnixNanos);
    if (ofPlainKey(whole, "model.served")) {
      assertThat(poor.getModel().getServed()).isEqualTo(whole.getModel().getServed());
    }
    if (ofPlainKey(whole, "usage.outputTokens")) {
      assertThat(poor.getUsage().getOutputTokens()).isEqualTo(whole.getUsage().getOutputTokens());
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void redactsAtTheBeginningWhatItWouldAtTheEnd(Recording recording) {
    assertThat(interactions(recording, CaptureLevel.REDACTED, REDACTION))
        .isEqualTo(interactions(recording, CaptureLevel.FULL, REDACTION));
  }

  @Test
  void theWordForRemovedContentIsAPlaceholder() {
    assertThat(Values.placeholder(ContentKeys.REMOVED)).isTrue();
  }

  private static boolean ofPlainKey(Interaction interaction, String field) {
    String key = interaction.getProvenanceOrDefault(field, "#");
    return ContentKeys.isCounted(key);
  }

  /** Long enough texts of the answers, questions and documents. */
  private static List<String> said(Recording recording) {
    List<String> said = new ArrayList<>();
    recording.ofAnswers("content").forEach(text -> collect(text, said));
    recording.documents().forEach(document -> collect(document, said));
    collect(recording.truth().path("turns"), said);
    return said;
  }

  private static void collect(JsonNode node, List<String> into) {
    if (node.isTextual()
        && node.textValue().length() >= TELLING
        && node.textValue().contains(" ")) {
      into.add(node.textValue());
    }
    node.forEach(child -> collect(child, into));
  }

  private static Set<String> failed(List<Interaction> interactions) {
    Set<String> failed = new TreeSet<>();
    for (Interaction interaction : interactions) {
      for (CheckResult result : CHECKS.run(interaction)) {
        if (result.outcome() instanceof CheckOutcome.Scored scored && !scored.pass()) {
          failed.add(result.checkId() + " " + scored.label());
        }
      }
    }
    return failed;
  }

  private static List<Interaction> interactions(
      Recording recording, CaptureLevel level, Redaction redaction) {
    return interactions(traces(recording, level), redaction);
  }

  private static List<Interaction> interactions(List<TraceContent> traces, Redaction redaction) {
    Normaliser normaliser = new Normaliser(NormaliserConfig.defaults(), redaction);
    return traces.stream()
        .flatMap(trace -> normaliser.normalise(trace).stream())
        .sorted(Comparator.comparing(Interaction::getInteractionId))
        .toList();
  }

  private static List<TraceContent> traces(Recording recording, CaptureLevel level) {
    return RecordedPayloads.traces(recording.files()).stream()
        .map(trace -> kept(trace, level))
        .toList();
  }

  private static String bytes(TraceContent trace) {
    return Stream.concat(trace.spans().stream(), trace.logs().stream())
        .map(request -> request.toByteString().toStringUtf8())
        .collect(Collectors.joining());
  }

  private static TraceContent kept(TraceContent trace, CaptureLevel level) {
    byte[] spans = TracesData.newBuilder().addAllResourceSpans(trace.spans()).build().toByteArray();
    byte[] logs = LogsData.newBuilder().addAllResourceLogs(trace.logs()).build().toByteArray();
    try {
      return new TraceContent(
          trace.tenant(),
          trace.traceId(),
          TracesData.parseFrom(CAPTURE.spans(level, trace.tenant(), spans).request())
              .getResourceSpansList(),
          LogsData.parseFrom(CAPTURE.logs(level, trace.tenant(), logs).request())
              .getResourceLogsList());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
