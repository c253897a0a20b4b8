package dev.plumbline.scoring;

import com.google.protobuf.Message;
import dev.plumbline.topics.TopicSpec;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** A topology in the making, whose sources and sinks are topics of the catalogue. */
final class Graph {
  private final Topology topology = new Topology();
  private final String prefix;

  /** An empty one; the prefix stands before the names of topics. */
  Graph(String prefix) {
    this.prefix = prefix;
  }

  /** What was made. */
  Topology topology() {
    return topology;
  }

  /** Reads messages; the instance tells of which type. */
  <M extends Message> Graph source(String name, M type, TopicSpec topic) {
    topology.addSource(name, Nodes.TEXT, Nodes.reader(type), topic.name(prefix));
    return this;
  }

  /** Reads values as they are. */
  Graph source(String name, TopicSpec topic) {
    topology.addSource(name, Nodes.TEXT, Nodes.BYTES, topic.name(prefix));
    return this;
  }

  <KIn, VIn, KOut, VOut> Graph processor(
      String name, ProcessorSupplier<KIn, VIn, KOut, VOut> processor, String... parents) {
    topology.addProcessor(name, processor, parents);
    return this;
  }

  Graph store(StoreBuilder<?> store, String... processors) {
    topology.addStateStore(store, processors);
    return this;
  }

  /** Writes messages to the partition of their key. */
  Graph sink(String name, TopicSpec topic, String... parents) {
    return sink(name, topic, Nodes.messages(), parents);
  }

  /** Writes messages to the partitions that the partitioner names. */
  Graph sink(
      String name,
      TopicSpec topic,
      StreamPartitioner<String, Message> partitioner,
      String... parents) {
    topology.addSink(
        name, topic.name(prefix), Nodes.TEXT_OUT, Nodes.messages(), partitioner, parents);
    return this;
  }

  /** Writes messages as JSON. */
  Graph jsonSink(String name, TopicSpec topic, String... parents) {
    return sink(name, topic, Nodes.json(), parents);
  }

  /** Writes values as they are. */
  Graph bytesSink(String name, TopicSpec topic, String... parents) {
    return sink(name, topic, Nodes.BYTES_OUT, parents);
  }

  private Graph sink(String name, TopicSpec topic, Serializer<?> values, String... parents) {
    topology.addSink(name, topic.name(prefix), Nodes.TEXT_OUT, values, parents);
    return this;
  }
}
