package dev.plumbline.evaluation.interaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.v1.Interaction;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/**
 * Any text in any key that the normaliser reads, and any spans at all, make interactions or none.
 */
class NormaliserHostileFuzzTest {
  private static final Normaliser NORMALISER = new Normaliser(NormaliserConfig.defaults());

  /**
   * Reads spans from lines: {@code #} with the number of a parent begins one, and {@code KEY=TEXT}
   * is an attribute of the last one. So inputs can be written and read by people.
   */
  @FuzzTest
  @Timeout(10)
  void takesAnyTextInItsKeys(byte[] lines) {
    List<Span.Builder> spans = new ArrayList<>();
    for (String line : new String(lines, UTF_8).split("\n")) {
      if (spans.isEmpty() || line.startsWith("#")) {
        int parent = line.length() > 1 ? Character.digit(line.charAt(1), 10) : 0;
        spans.add(Trace.span(spans.size() + 1, Math.max(0, parent), "s"));
      } else {
        int equals = Math.max(0, line.indexOf('='));
        spans
            .getLast()
            .addAttributes(
                Trace.attribute(
                    line.substring(0, equals), line.substring(equals).replaceFirst("^=", "")));
      }
    }
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    spans.forEach(scope::addSpans);
    normalise(ResourceSpans.newBuilder().addScopeSpans(scope).build());
  }

  @FuzzTest
  @Timeout(10)
  void takesAnySpans(byte[] bytes) {
    try {
      TracesData.parseFrom(bytes).getResourceSpansList().forEach(spans -> normalise(spans));
    } catch (InvalidProtocolBufferException e) {
      // The router has put it aside before any normaliser sees it.
    }
  }

  private static void normalise(ResourceSpans spans) {
    TraceContent trace = new TraceContent("t", Trace.ID, List.of(spans), List.of());
    List<Interaction> interactions = NORMALISER.normalise(trace);
    assertThat(NORMALISER.normalise(trace)).isEqualTo(interactions);
    for (Interaction interaction : interactions) {
      assertThat(interaction.getUpstreamWeight()).isFinite().isGreaterThanOrEqualTo(1);
      assertThat(interaction.toByteArray()).isNotEmpty();
    }
  }
}
