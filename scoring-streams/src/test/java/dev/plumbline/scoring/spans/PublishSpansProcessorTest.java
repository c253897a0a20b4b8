package dev.plumbline.scoring.spans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.v1.SpanLedger;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class PublishSpansProcessorTest {
  private static final Record<String, Object> TICK = new Record<>("", "", 5_000);

  @Test
  void aTaskThatBeginsAnewAfterAnAbortPublishesAllRowsOnceMore() {
    // Given
    MockProcessorContext<String, SpanLedger> context = new MockProcessorContext<>();
    KeyValueStore<String, SpanLedger> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(SpanBook.STORE),
                Serdes.String(),
                ProtoSerde.of(SpanLedger.getDefaultInstance()))
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    store.put("t|web", SpanLedger.newBuilder().setTenant("t").setService("web").build());
    PublishSpansProcessor processor = new PublishSpansProcessor();
    processor.init(context);
    processor.process(TICK);
    assertThat(context.forwarded()).hasSize(1);
    context.resetForwards();
    // When the transaction with it is aborted, and the task revived
    processor.init(context);
    processor.process(TICK);
    // Then
    assertThat(context.forwarded()).hasSize(1);
  }
}
