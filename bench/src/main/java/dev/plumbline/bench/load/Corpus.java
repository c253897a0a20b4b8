package dev.plumbline.bench.load;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The requests of a workload, ready to be sent in turn. */
final class Corpus {
  private final Encoding encoding;
  private final List<Ready> requests;

  /** A request with the part of it that all its sends share, as it goes over the wire. */
  private record Ready(Payload payload, byte[] rest) {}

  private Corpus(Encoding encoding, List<Ready> requests) {
    this.encoding = encoding;
    this.requests = requests;
  }

  /** Makes all of it; the same seed makes the same spans. */
  static Corpus make(Workload workload, Encoding encoding, long seed) {
    var spans = workload.spans(new Random(seed));
    return new Corpus(
        encoding,
        IntStream.range(0, workload.requests())
            .mapToObj(index -> Payload.of(spans.apply(index)))
            .map(payload -> new Ready(payload, encoded(encoding, payload.rest())))
            .toList());
  }

  Encoding encoding() {
    return encoding;
  }

  /** The message of one send. */
  Message message(long send) {
    Ready ready = requests.get((int) (send % requests.size()));
    return new Message(encoded(encoding, ready.payload.head(send)), ready.rest);
  }

  /** Bytes of an average request, not compressed. */
  long averageBytes() {
    return (long) requests.stream().mapToInt(r -> r.payload.bytes()).average().orElse(0);
  }

  private static byte[] encoded(Encoding encoding, byte[] bytes) {
    return encoding == Encoding.GZIP ? Payload.gzip(bytes) : bytes;
  }
}
