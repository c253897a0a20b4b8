package dev.plumbline.standalone.senders;

import dev.plumbline.evaluation.interaction.Normaliser;
import dev.plumbline.evaluation.interaction.NormaliserConfig;
import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.standalone.traffic.Truth;
import dev.plumbline.v1.Interaction;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Traces of known answers, under a service name of their own: what one sender is to export. Their
 * content stands on spans, since SDKs for logs are senders of their own. Each is of a conversation
 * of its own, which tells them apart where a sender draws new ids.
 *
 * @param service the service name
 * @param traces what is to be sent, a trace each
 * @param truths what is true about each of them, in the same order
 */
record KnownTraces(String service, List<ResourceSpans> traces, List<Truth> truths) {
  private static final long STEP_MILLIS = 5;

  /**
   * Makes traces; the same for the same seed.
   *
   * @param endMillis event time of the first one's end
   */
  static KnownTraces of(String service, long seed, int count, long endMillis) {
    TraceFactory factory = new TraceFactory(seed, new Behaviour(false));
    Set<String> conversations = new HashSet<>();
    List<GeneratedTrace> generated =
        Stream.iterate(0L, number -> number + 1)
            .map(number -> factory.online(number, "v6", endMillis + number * STEP_MILLIS))
            .filter(trace -> trace.logs().isEmpty())
            .filter(trace -> conversations.add(trace.truth().conversation()))
            .limit(count)
            .toList();
    return new KnownTraces(
        service,
        generated.stream().map(trace -> under(service, trace.spans())).toList(),
        generated.stream().map(GeneratedTrace::truth).toList());
  }

  /** The traces from one number on. */
  KnownTraces part(int from, int to) {
    return new KnownTraces(service, traces.subList(from, to), truths.subList(from, to));
  }

  /** Conversation id to the interaction that must come of it, ids included. */
  Map<String, Interaction> expected() {
    Normaliser normaliser = new Normaliser(NormaliserConfig.defaults());
    Map<String, Interaction> expected = new TreeMap<>();
    for (int i = 0; i < traces.size(); i++) {
      TraceContent content =
          new TraceContent("default", truths.get(i).traceId(), List.of(traces.get(i)), List.of());
      for (Interaction interaction : normaliser.normalise(content)) {
        expected.put(interaction.getConversationId(), interaction);
      }
    }
    return expected;
  }

  /** Every span. */
  List<Span> spans() {
    return traces.stream()
        .flatMap(trace -> trace.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private static ResourceSpans under(String service, ResourceSpans spans) {
    Resource.Builder resource = Resource.newBuilder();
    for (KeyValue attribute : spans.getResource().getAttributesList()) {
      if (attribute.getKey().startsWith("telemetry.")) {
        // An SDK names itself there.
        continue;
      }
      resource.addAttributes(
          attribute.getKey().equals("service.name")
              ? attribute.toBuilder().setValue(AnyValue.newBuilder().setStringValue(service))
              : attribute.toBuilder());
    }
    return spans.toBuilder().setResource(resource).build();
  }
}
