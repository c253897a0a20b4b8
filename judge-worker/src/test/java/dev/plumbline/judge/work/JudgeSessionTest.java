package dev.plumbline.judge.work;

import static dev.plumbline.judge.fixtures.Requests.request;
import static dev.plumbline.judge.work.Worker.P0;
import static dev.plumbline.judge.work.Worker.P1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.judge.call.LimitsConfig;
import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;

class JudgeSessionTest {

  @Test
  void writesVerdictsByTraceIdTogetherWithWhatIsFinished() {
    // Given: three requests, of which the last two are judged first
    Worker worker = new Worker().assigned(P0);
    for (int i = 0; i < 3; i++) {
      worker.record(P0, i, request(i));
    }
    worker.turn();
    // When
    worker.callsEnd(1, 2).turn();
    // Then: offsets 1 and 2 stand in the bitmap above prefix 0 (binary 110)
    assertThat(worker.committedVerdicts()).containsExactlyInAnyOrder(1, 2);
    assertThat(worker.lastCommit(P0)).isEqualTo("0:b1:Bg==");
    assertThat(worker.producer.history().getFirst().key()).isEqualTo(request(1).getTraceId());
    assertThat(
            RecordHeaders.text(worker.producer.history().getFirst().headers(), RecordHeaders.TYPE))
        .isEqualTo("plumbline.v1.Verdict");
    // And when the first is done
    worker.allCallsEnd().turn();
    assertThat(worker.lastCommit(P0)).isEqualTo("3:");
  }

  @Test
  void noTransactionIsOpenWhileACallRuns() {
    // Given
    Worker worker = new Worker().assigned(P0).record(P0, 0, request(0)).record(P0, 1, request(1));
    worker.turn();
    // When
    worker.callsEnd(0).turn();
    // Then
    assertThat(worker.inFlight()).isEqualTo(1);
    assertThat(worker.producer.transactionInFlight()).isFalse();
    assertThat(worker.producer.commitCount()).isEqualTo(1);
  }

  @Test
  void commitsEveryHundredMillisecondsAndNotMoreOften() {
    // Given
    Worker worker = new Worker().assigned(P0).record(P0, 0, request(0)).record(P0, 1, request(1));
    worker.turn().callsEnd(0).turn();
    // When: the second call ends 99 ms after that commit
    worker.callsEnd(0);
    worker.clock.advance(Duration.ofMillis(99));
    worker.session.turn(true);
    // Then
    assertThat(worker.producer.commitCount()).isEqualTo(1);
    worker.clock.advance(Duration.ofMillis(1));
    worker.session.turn(true);
    assertThat(worker.producer.commitCount()).isEqualTo(2);
  }

  @Test
  void aRestartSkipsWhatTheBitmapCallsFinished() {
    // Given: prefix 5, of the offsets above it 6 and 8 are finished (binary 1010)
    Worker worker = new Worker().committedBefore(P0, 5, "b1:Cg==").assigned(P0);
    for (int offset = 5; offset < 10; offset++) {
      worker.record(P0, offset, request(offset));
    }
    // When
    worker.turn().allCallsEnd().turn();
    // Then
    assertThat(worker.committedVerdicts()).containsExactlyInAnyOrder(5, 7, 9);
    assertThat(worker.dropped(WorkMetrics.Drop.FINISHED_BEFORE)).isEqualTo(2);
    assertThat(worker.lastCommit(P0)).isEqualTo("10:");
  }

  @Test
  void anAbortedCommitSendsItsVerdictsAgainWithTheNext() {
    // Given
    Worker worker = new Worker().assigned(P0).record(P0, 0, request(0)).record(P0, 1, request(1));
    worker.turn().callsEnd(0);
    worker.producer.commitTransactionException = new KafkaException("broker away");
    // When
    worker.turn();
    assertThat(worker.committedVerdicts()).isEmpty();
    assertThat(worker.producer.transactionAborted()).isTrue();
    worker.producer.commitTransactionException = null;
    worker.callsEnd(0).turn();
    // Then
    assertThat(worker.committedVerdicts()).containsExactlyInAnyOrder(0, 1);
    assertThat(worker.lastCommit(P0)).isEqualTo("2:");
    assertThat(worker.registry.counter("plumbline.judge.transactions.aborted").count()).isOne();
  }

  @Test
  void aCommitOfAnOldGenerationIsAbortedAndNotFatal() {
    Worker worker = new Worker().assigned(P0).record(P0, 0, request(0));
    worker.turn().callsEnd(0);
    worker.producer.sendOffsetsToTransactionException = new CommitFailedException("rebalanced");
    worker.turn();
    assertThat(worker.committedVerdicts()).isEmpty();
    assertThat(worker.producer.transactionInFlight()).isFalse();
  }

  @Test
  void aFencedProducerEndsTheSession() {
    Worker worker = new Worker().assigned(P0).record(P0, 0, request(0));
    worker.turn().callsEnd(0);
    worker.producer.fenceProducer();
    assertThatThrownBy(worker::turn).isInstanceOf(ProducerFencedException.class);
  }

  @Test
  void aRevokeCommitsWhatIsFinishedAndDropsTheRest() {
    // Given: on partition 0 one of three is judged, on partition 1 one runs
    Worker worker = new Worker().assigned(P0, P1);
    for (int i = 0; i < 3; i++) {
      worker.record(P0, i, request(i));
    }
    worker.record(P1, 0, request(10)).turn().callsEnd(0);
    // When
    worker.assigned(P1);
    // Then
    assertThat(worker.committedVerdicts()).containsExactly(0);
    assertThat(worker.lastCommit(P0)).isEqualTo("1:");
    assertThat(worker.dropped(WorkMetrics.Drop.PARTITION_REVOKED)).isEqualTo(2);
    assertThat(worker.inFlight()).isEqualTo(1);
    // And a dropped call that ends anyway writes nothing; the other partition goes on
    worker.allCallsEnd().turn();
    assertThat(worker.committedVerdicts()).containsExactly(0, 10);
  }

  @Test
  void aRevokedPartitionThatComesBackIsJudgedFromItsCommit() {
    // Given
    Worker worker = new Worker().assigned(P0);
    worker.record(P0, 0, request(0)).record(P0, 1, request(1)).turn().callsEnd(0).turn();
    worker.assigned();
    // When
    worker.consumer.commitSync(Map.of(P0, new OffsetAndMetadata(1, "")));
    worker.assigned(P0);
    worker.record(P0, 1, request(1)).turn().allCallsEnd().turn();
    // Then
    assertThat(worker.committedVerdicts()).containsExactly(0, 1);
    assertThat(worker.lastCommit(P0)).isEqualTo("2:");
  }

  @Test
  void aDuplicateRequestIsNotJudgedAgainWhetherItsFirstRunsOrIsDone() {
    // Given
    Worker worker = new Worker().assigned(P0);
    worker.record(P0, 0, request(7)).record(P0, 1, request(7)).turn();
    assertThat(worker.calls).hasSize(1);
    // When
    worker.allCallsEnd().turn().record(P0, 2, request(7)).turn();
    // Then
    assertThat(worker.calls).isEmpty();
    assertThat(worker.committedVerdicts()).containsExactly(7);
    assertThat(worker.dropped(WorkMetrics.Drop.DUPLICATE_REQUEST)).isEqualTo(2);
    assertThat(worker.lastCommit(P0)).isEqualTo("3:");
  }

  @Test
  void aRecordThatIsNoRequestIsADeadLetterAndHarmsNoOther() {
    // Given
    byte[] garbage = "not protobuf".getBytes(StandardCharsets.UTF_8);
    Worker worker = new Worker().assigned(P0);
    worker.record(P0, 0, "key", garbage).record(P0, 1, "key", null).record(P0, 2, request(2));
    // When
    worker.turn().allCallsEnd().turn();
    // Then
    assertThat(worker.committedVerdicts()).containsExactly(2);
    assertThat(worker.lastCommit(P0)).isEqualTo("3:");
    assertThat(worker.dropped(WorkMetrics.Drop.UNREADABLE)).isEqualTo(2);
    ProducerRecord<String, byte[]> letter = worker.producer.history().getFirst();
    assertThat(letter.topic()).isEqualTo("plumbline.dead-letters.v1");
    assertThat(letter.value()).isEqualTo(garbage);
    assertThat(RecordHeaders.text(letter.headers(), RecordHeaders.REASON))
        .isEqualTo("deserialisation");
    assertThat(RecordHeaders.text(letter.headers(), "__streams.errors.offset")).isEqualTo("0");
    assertThat(RecordHeaders.text(letter.headers(), "__streams.errors.topic"))
        .isEqualTo("plumbline.judge-requests.v1");
  }

  @Test
  void aPartitionIsPausedWhileRequestsWaitForRoom() {
    // Given
    Worker worker = new Worker(2).assigned(P0);
    for (int i = 0; i < 5; i++) {
      worker.record(P0, i, request(i));
    }
    // When
    worker.turn().turn();
    // Then
    assertThat(worker.calls).hasSize(2);
    assertThat(worker.consumer.paused()).containsExactly(P0);
    worker.callsEnd(0, 1).turn().turn();
    assertThat(worker.calls).hasSize(2);
    worker.callsEnd(0, 1).turn().turn().turn();
    assertThat(worker.calls).hasSize(1);
    assertThat(worker.consumer.paused()).isEmpty();
  }

  @Test
  void bytesInFlightAreBoundedAndOneLargeRequestStillGoes() {
    // Given: 64 KiB in flight, requests of 100 KiB and 40 KiB
    LimitsConfig limits = new LimitsConfig(100, ByteSize.kib(64), 5, Duration.ofMinutes(15));
    Worker worker = new Worker(limits, null).assigned(P0);
    worker.record(P0, 0, sized(0, 100)).record(P0, 1, sized(1, 40)).record(P0, 2, sized(2, 40));
    // When
    worker.turn();
    // Then
    assertThat(worker.calls).hasSize(1);
    worker.callsEnd(0).turn().turn();
    assertThat(worker.calls).as("40 KiB and 40 KiB do not fit together").hasSize(1);
  }

  @Test
  void aHangingCallStopsItsPartitionAtTwentyThousandOpenOffsets() {
    // Given: the first call hangs, all others end at once
    Worker worker = new Worker(100_000).assigned(P0);
    worker.consumer.setMaxPollRecords(30_000);
    for (int i = 0; i < 20_100; i++) {
      worker.record(P0, i, request(i));
    }
    worker.turn();
    Runnable hanging = worker.calls.removeFirst();
    // When
    worker.allCallsEnd().turn().turn();
    // Then
    assertThat(worker.committedVerdicts()).hasSize(19_999);
    assertThat(worker.consumer.paused()).containsExactly(P0);
    assertThat(worker.lastCommit(P0)).startsWith("0:b1:").hasSizeLessThan(4_096);
    // And when it ends the partition goes on
    hanging.run();
    worker.turn().turn().allCallsEnd().turn();
    assertThat(worker.lastCommit(P0)).isEqualTo("20100:");
    assertThat(worker.committedVerdicts()).hasSize(20_100).doesNotHaveDuplicates();
  }

  @Test
  void aJudgmentThatBreaksIsAnErrorVerdict() throws Exception {
    // Given
    LimitsConfig limits = LimitsConfig.defaults();
    Worker worker =
        new Worker(
                limits,
                Runnable::run,
                request -> {
                  throw new IllegalStateException("canary text of a prompt");
                })
            .assigned(P0)
            .record(P0, 0, request(3));
    // When
    worker.turn();
    // Then
    Verdict verdict = Verdict.parseFrom(worker.producer.history().getFirst().value());
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_ERROR);
    assertThat(verdict.getDetail()).isEqualTo("internal failure: IllegalStateException");
    assertThat(verdict.getJudgmentKey()).isEqualTo(request(3).getJudgmentKey());
  }

  @Test
  void drainingBeginsNothingNewAndCommitsWhatEnds() {
    // Given: two calls run, three wait for room
    Worker worker = new Worker(2).assigned(P0);
    for (int i = 0; i < 5; i++) {
      worker.record(P0, i, request(i));
    }
    worker.turn();
    // When: the calls end during the drain
    worker.consumer.schedulePollTask(worker::allCallsEnd);
    worker.session.drain(Duration.ofSeconds(20));
    // Then
    assertThat(worker.committedVerdicts()).containsExactlyInAnyOrder(0, 1);
    assertThat(worker.lastCommit(P0)).isEqualTo("2:");
  }

  private static JudgeRequest sized(int number, int kib) {
    return request(number).toBuilder().setAnswer("x".repeat(kib * 1024)).build();
  }
}
