package dev.plumbline.bench.baseline;

import dev.plumbline.ingest.IngestConfig;
import dev.plumbline.ingest.IngestProducer;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The baseline receiver with the config of an ingest: same port, same producer, same limits. */
final class BaselineApp implements Component {
  private final Producer<String, byte[]> producer;
  private final Server server;

  BaselineApp(ConfigDirectory config) {
    IngestConfig ingest = config.bind("ingest", IngestConfig.class);
    KafkaSettings kafka = new KafkaSettings(config.bind("kafka", KafkaConfig.class));
    producer =
        new KafkaProducer<>(
            IngestProducer.settings(kafka, "baseline", ingest.limits()),
            new StringSerializer(),
            new ByteArraySerializer());
    server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(ingest.grpc().host(), ingest.grpc().port()))
            .addService(new BaselineReceiver(producer))
            .maxInboundMessageSize(ingest.limits().maxRequest().intBytes())
            .build();
  }

  @Override
  public void start() {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException("the baseline cannot listen", e);
    }
  }

  @Override
  public Health check() {
    return server.isShutdown() ? Health.down("shut down") : Health.up();
  }

  @Override
  public void close() {
    server.shutdown();
    producer.close();
  }
}
