package dev.plumbline.standalone.deadletters;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.topics.TopicCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends letters to the place they came from: same topic, partition, key, bytes and headers. Each is
 * sent once: in one transaction with it goes a note among the letters, and a letter with a note is
 * left alone. Two replays at a time shut each other out.
 */
public final class Replay {
  private static final String NAME = "plumbline-dead-letters-replay";
  private static final int PER_TRANSACTION = 100;

  private final KafkaConfig kafka;
  private final String letters;
  private final Consumer<Sent> told;
  private final List<Letter> batch = new ArrayList<>();

  /**
   * A replay.
   *
   * @param told hears of each letter, after its transaction is committed
   */
  public Replay(KafkaConfig kafka, Consumer<Sent> told) {
    this.kafka = kafka;
    this.letters = TopicCatalog.DEAD_LETTERS.name(kafka.topicPrefix());
    this.told = told;
  }

  /** What became of a letter that was to be sent again. */
  public enum Became {
    /** It was sent to its topic. */
    REPLAYED,
    /** It was sent before, and is not sent a second time. */
    REPLAYED_BEFORE,
    /** Only its beginning was kept. */
    CUT,
    /** It does not say where it came from, or that topic is none of Plumbline's. */
    NO_SOURCE
  }

  /**
   * One letter.
   *
   * @param to where it stands now in its topic; the place of the letter itself when it was not sent
   */
  public record Sent(Letter letter, Became became, Place to) {}

  /** Sends every letter that the filter takes. */
  public void run(LetterFilter filter) {
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                new KafkaSettings(kafka).transactionalProducer(NAME, NAME),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        LetterReader reader = new LetterReader(kafka)) {
      // From here on no other replay can commit, so what is noted now is all there is.
      producer.initTransactions();
      Set<Place> before = reader.replayed();
      reader.each(
          letter -> {
            if (filter.takes(letter)) {
              take(producer, letter, before);
            }
          });
      flush(producer);
    }
  }

  private void take(KafkaProducer<byte[], byte[]> producer, Letter letter, Set<Place> before) {
    Became refused =
        before.contains(letter.place())
            ? Became.REPLAYED_BEFORE
            : letter.cut() ? Became.CUT : known(letter) ? Became.REPLAYED : Became.NO_SOURCE;
    if (refused != Became.REPLAYED) {
      told.accept(new Sent(letter, refused, letter.place()));
      return;
    }
    batch.add(letter);
    if (batch.size() == PER_TRANSACTION) {
      flush(producer);
    }
  }

  private boolean known(Letter letter) {
    return letter.source().isPresent()
        && TopicCatalog.ALL.stream()
            .anyMatch(spec -> spec.name(kafka.topicPrefix()).equals(letter.topic()));
  }

  private void flush(KafkaProducer<byte[], byte[]> producer) {
    if (batch.isEmpty()) {
      return;
    }
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    producer.beginTransaction();
    for (Letter letter : batch) {
      sent.add(producer.send(again(letter)));
      var _ = producer.send(note(letter));
    }
    producer.commitTransaction();
    for (int i = 0; i < batch.size(); i++) {
      told.accept(new Sent(batch.get(i), Became.REPLAYED, place(sent.get(i))));
    }
    batch.clear();
  }

  private static ProducerRecord<byte[], byte[]> again(Letter letter) {
    Headers headers = letter.original();
    RecordHeaders.set(headers, RecordHeaders.REPLAYED, letter.place().toString());
    return new ProducerRecord<>(
        letter.topic(),
        letter.source().orElseThrow().partition(),
        letter.key(),
        letter.value(),
        headers);
  }

  private ProducerRecord<byte[], byte[]> note(Letter letter) {
    ProducerRecord<byte[], byte[]> note =
        new ProducerRecord<>(letters, letter.place().partition(), letter.key(), null);
    RecordHeaders.set(note.headers(), RecordHeaders.REASON, Letter.NOTE);
    RecordHeaders.set(note.headers(), RecordHeaders.REPLAYED, letter.place().toString());
    return note;
  }

  private static Place place(Future<RecordMetadata> sent) {
    try {
      RecordMetadata metadata = sent.get();
      return new Place(metadata.partition(), metadata.offset());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a committed record has no place", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
