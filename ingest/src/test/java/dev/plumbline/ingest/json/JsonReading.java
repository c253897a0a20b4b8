package dev.plumbline.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.admission.Body;
import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.BytesInFlight;
import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads JSON as a receiver does, and sees that memory is given back. */
final class JsonReading {
  private static final Tenant ACME = new Tenant("acme");

  static final int MAX_ITEMS = 65_536;

  private final BytesInFlight budget;
  private final BodyReader bodies;
  private final JsonRequests requests = new JsonRequests(MAX_ITEMS);

  JsonReading() {
    this(Long.MAX_VALUE / 2);
  }

  /** With this much memory for requests. */
  JsonReading(long memory) {
    budget = BytesInFlight.ofOne(memory);
    bodies = new BodyReader(LimitsConfig.defaults(), budget);
  }

  byte[] protobuf(byte[] json, Signal signal) throws IOException {
    return read(json, signal).body().bytes();
  }

  JsonRequest read(byte[] json, Signal signal) throws IOException {
    Body body = bodies.readInflated(ACME, new ByteArrayInputStream(json), json.length, json.length);
    try {
      JsonRequest read = requests.read(body, signal);
      assertThat(budget.held()).isEqualTo(read.body().bytes().length);
      read.body().close();
      return read;
    } finally {
      assertThat(budget.held()).isZero();
    }
  }

  /** These spans, each a text in JSON, under one resource and scope. */
  static String requestOf(String... spans) {
    return "{'resourceSpans':[{'scopeSpans':[{'spans':[" + String.join(",", spans) + "]}]}]}";
  }

  /** Written with single quotes for the reader. */
  static byte[] json(String quoted) {
    return quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
