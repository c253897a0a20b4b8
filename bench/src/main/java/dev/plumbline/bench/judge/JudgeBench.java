package dev.plumbline.bench.judge;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.standalone.demo.TopicTail;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Purpose;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A backlog of judge requests for a worker on one core with a heap of 1 GiB: how many calls it
 * keeps in flight, how many a second, at what CPU time each, and whether every one has one verdict.
 */
public final class JudgeBench {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final double MIB = 1 << 20;

  private final int requests;
  private final Duration latency;
  private final int inFlight;
  private final PrintStream out;

  /**
   * A bench.
   *
   * @param inFlight calls that the worker may have in flight
   */
  public JudgeBench(int requests, Duration latency, int inFlight, PrintStream out) {
    this.requests = requests;
    this.latency = latency;
    this.inFlight = inFlight;
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @return 0, or 1 when a verdict is missing, doubled or an error
   */
  public int run() throws IOException, InterruptedException {
    Path dir = Files.createTempDirectory("plumbline-judge");
    out.printf("%d requests, calls of %d ms, logs in %s%n", requests, latency.toMillis(), dir);
    try (JudgeMachine machine = new JudgeMachine(dir, latency, inFlight);
        TopicTail<Verdict> verdicts =
            new TopicTail<>(
                machine.kafka(), TopicCatalog.JUDGE_VERDICTS, Verdict.getDefaultInstance())) {
      Used before = used(machine, 0);
      Used half = before;
      long began = System.nanoTime();
      send(machine.kafka());
      Map<String, Integer> found = new HashMap<>();
      long[] failed = new long[1];
      long most = 0;
      long resident = 0;
      while (found.size() < requests && System.nanoTime() - began < PATIENCE.toNanos()) {
        verdicts.toEnd(
            (key, verdict) -> {
              found.merge(verdict.getJudgmentKey(), 1, Integer::sum);
              failed[0] += verdict.getStatus() == VerdictStatus.VERDICT_OK ? 0 : 1;
            });
        if (half.calls() == 0 && found.size() >= requests / 2) {
          half = used(machine, found.size());
        }
        most = Math.max(most, machine.inFlight());
        resident = Math.max(resident, machine.residentBytes());
        Thread.sleep(LOOK);
      }
      double seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
      Used after = used(machine, found.size());
      long doubled = found.values().stream().filter(n -> n > 1).count();
      out.printf("most in flight   %d calls%n", most);
      out.printf(
          "throughput       %.0f calls a second over %.1f s%n", found.size() / seconds, seconds);
      after.since(before).print("CPU", out);
      after.since(half).print("in the 2nd half", out);
      out.printf("resident memory  %.0f MiB%n", resident / MIB);
      out.printf(
          "verdicts         %d of %d, %d missing, %d doubled, %d not usable%n",
          found.size(), requests, requests - found.size(), doubled, failed[0]);
      return found.size() == requests && doubled == 0 && failed[0] == 0 ? 0 : 1;
    }
  }

  /** CPU time of the worker for so many calls, and of its compilers in it, which end when warm. */
  private record Used(int calls, Duration cpu, Duration compilers) {
    Used since(Used before) {
      return new Used(
          calls - before.calls, cpu.minus(before.cpu), compilers.minus(before.compilers));
    }

    void print(String name, PrintStream out) {
      double nanosPerMilli = 1e6 * Math.max(1, calls);
      out.printf(
          "%-16s %.3f ms a call, and %.3f of its compilers%n",
          name,
          cpu.minus(compilers).toNanos() / nanosPerMilli,
          compilers.toNanos() / nanosPerMilli);
    }
  }

  private static Used used(JudgeMachine machine, int calls) {
    return new Used(calls, machine.cpu(), machine.compilerCpu());
  }

  private void send(KafkaConfig kafka) {
    String topic = TopicCatalog.JUDGE_REQUESTS.name(kafka.topicPrefix());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            new KafkaSettings(kafka).producer("bench"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < requests; i++) {
        JudgeRequest request = request(i);
        // What is lost shows as a verdict that is missing.
        var _ =
            producer.send(
                new ProducerRecord<>(topic, request.getJudgmentKey(), request.toByteArray()));
      }
    }
  }

  private static JudgeRequest request(int number) {
    return JudgeRequest.newBuilder()
        .setJudgmentKey("%064x".formatted(number + 1))
        .setTenant("default")
        .setInteractionId("%032x".formatted(number + 1))
        .setTraceId("%032x".formatted(number + 1))
        .setEvaluator(
            Evaluator.newBuilder()
                .setId("answer-quality")
                .setVersion("1")
                .setKind(Evaluator.Kind.JUDGE))
        .setJudgeId("primary")
        .setPurpose(Purpose.ONLINE)
        .setContribution(Contribution.newBuilder().setPi(1).setU(1))
        .setQuestion("How long are previous versions of my files kept, question " + number + "?")
        .setAnswer("On the Team plan previous versions are kept for 180 days.")
        .addDocuments(
            Document.newBuilder()
                .setId("kb-1")
                .setText(
                    "Previous versions are kept for 30 days on the Basic plan and for 180 days on"
                        + " the Team plan. ".repeat(10)))
        .build();
  }
}
