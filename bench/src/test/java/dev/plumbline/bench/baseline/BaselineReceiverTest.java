package dev.plumbline.bench.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;

class BaselineReceiverTest {
  @Test
  void makesOneRequestPerTraceAndKeepsWhatSurroundsTheSpans() {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                resource("one")
                    .addScopeSpans(scope("a", "t1", "t2", "t1"))
                    .addScopeSpans(scope("b", "t1")))
            .addResourceSpans(resource("two").addScopeSpans(scope("c", "t1")))
            .build();
    var traces = BaselineReceiver.byTrace(request);
    assertThat(traces.keySet()).containsExactly(id("t1"), id("t2"));
    assertThat(traces.get(id("t1")).build())
        .isEqualTo(
            ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                    resource("one")
                        .addScopeSpans(scope("a", "t1", "t1"))
                        .addScopeSpans(scope("b", "t1")))
                .addResourceSpans(resource("two").addScopeSpans(scope("c", "t1")))
                .build());
  }

  private static ResourceSpans.Builder resource(String name) {
    return ResourceSpans.newBuilder()
        .setResource(Resource.newBuilder().setDroppedAttributesCount(name.length()))
        .setSchemaUrl(name);
  }

  private static ScopeSpans.Builder scope(String name, String... traces) {
    ScopeSpans.Builder scope =
        ScopeSpans.newBuilder().setScope(InstrumentationScope.newBuilder().setName(name));
    for (String trace : traces) {
      scope.addSpans(Span.newBuilder().setTraceId(id(trace)));
    }
    return scope;
  }

  private static ByteString id(String text) {
    return ByteString.copyFromUtf8(text);
  }
}
