package dev.plumbline.scoring.links;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.evaluation.interaction.Twins;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.evaluation.signal.Question;
import dev.plumbline.evaluation.signal.Turn;
import dev.plumbline.scoring.state.Answer;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Signal;
import java.util.OptionalInt;
import org.apache.kafka.streams.errors.ProcessorStateException;

/** An answer on its way to the link task and back. */
public final class Answers {
  private static final long NANOS = 1_000_000;

  private Answers() {}

  /** What the link task is told of an interaction: no text of it. */
  public static Answer of(Interaction interaction, Redaction redaction) {
    Question question = Question.of(interaction, redaction.hashes(interaction.getTenant()));
    Answer.Builder answer =
        Answer.newBuilder()
            .setInteractionId(interaction.getInteractionId())
            .setTraceId(interaction.getTraceId())
            .setRootSpanId(interaction.getRootSpanId())
            .setRevision(interaction.getRevision())
            .setStartUnixNanos(interaction.getStartUnixNanos())
            .setEndUnixNanos(interaction.getEndUnixNanos())
            .setContent(Twins.Call.of(interaction).content())
            .setResponseId(InteractionIds.kept(interaction.getResponseId()))
            .setQuestion(question.hash())
            .addAllWords(question.words())
            .setInput(question.input())
            .setArrival(interaction.getArrivalUnixMillis());
    if (interaction.hasTurnIndex()) {
      answer.setTurn(interaction.getTurnIndex());
    }
    return answer.build();
  }

  /** As a call that others may tell of too. All answers of one row have one tenant. */
  static Twins.Call call(Answer answer) {
    return new Twins.Call(
        answer.getResponseId(),
        answer.getInteractionId(),
        answer.getTraceId(),
        answer.getStartUnixNanos(),
        answer.getEndUnixNanos(),
        answer.getContent());
  }

  /** As a turn of its conversation. */
  static Turn turn(Answer answer) {
    return new Turn(
        answer.getInteractionId(),
        answer.getStartUnixNanos(),
        answer.getEndUnixNanos(),
        answer.hasTurn() ? OptionalInt.of(answer.getTurn()) : OptionalInt.empty(),
        new Question(answer.getQuestion(), answer.getWordsList(), answer.getInput()));
  }

  static long endMillis(Answer answer) {
    return answer.getEndUnixNanos() / NANOS;
  }

  /** A signal about the answer, whatever else it named. */
  static Signal about(Answer answer, Signal signal) {
    return signal.toBuilder()
        .setTraceId(answer.getTraceId())
        .setSpanId(answer.getRootSpanId())
        .setInteractionId(answer.getInteractionId())
        .build();
  }

  static Signal signal(com.google.protobuf.ByteString stored) {
    try {
      return Signal.parseFrom(stored);
    } catch (InvalidProtocolBufferException e) {
      throw new ProcessorStateException("a stored signal does not parse", e);
    }
  }
}
