package dev.plumbline.scoring.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanMemory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class PlanProcessorTest {
  private static final SamplingPolicy POLICY =
      SamplingPolicy.parse(
          """
          salt: s
          saltEpoch: "1"
          evaluators:
            - rubric: quality
              version: "1"
              judge: primary
              criteria: [helpful]
              strata: [{name: all, rate: 1.0}]
          """);

  @Test
  void aTaskThatBeginsAnewAfterAnAbortSendsThePlanOnceMore() {
    // Given
    MockProcessorContext<String, Plan> context = new MockProcessorContext<>();
    KeyValueStore<String, Plan> sent =
        store(context, PlanProcessor.SENT, ProtoSerde.of(Plan.getDefaultInstance()));
    store(context, PlanProcessor.MEMORY, ProtoSerde.of(PlanMemory.getDefaultInstance()));
    PlanProcessor processor =
        new PlanProcessor(
            () -> POLICY, new ScoringMetrics(new SimpleMeterRegistry()), InstantSource.system());
    processor.init(context);
    look(context);
    assertThat(context.forwarded()).hasSize(1);
    context.resetForwards();
    // When the transaction with it is aborted, and the task revived
    sent.delete(PlanProcessor.KEY);
    processor.init(context);
    look(context);
    // Then
    assertThat(context.forwarded()).hasSize(1);
  }

  private static void look(MockProcessorContext<String, Plan> context) {
    context.scheduledPunctuators().getFirst().getPunctuator().punctuate(1_000);
  }

  private static <V> KeyValueStore<String, V> store(
      MockProcessorContext<String, Plan> context, String name, Serde<V> values) {
    KeyValueStore<String, V> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
