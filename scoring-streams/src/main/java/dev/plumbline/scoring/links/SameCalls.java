package dev.plumbline.scoring.links;

import dev.plumbline.evaluation.interaction.Twins;
import dev.plumbline.scoring.state.Answer;
import dev.plumbline.scoring.state.LinkedAnswer;
import dev.plumbline.scoring.state.SameCall;
import java.util.List;
import java.util.Optional;

/** Says to the traces of one response which of them counts. */
final class SameCalls {
  private final LinkSink sink;

  SameCalls(LinkSink sink) {
    this.sink = sink;
  }

  /** Tells every trace whose part has changed. */
  void refresh(LinkEntry entry) {
    List<Twins.Call> calls =
        entry.answers().stream().map(answer -> Answers.call(answer.getAnswer())).toList();
    for (LinkedAnswer.Builder answer : entry.answers()) {
      Optional<Twins.Call> better = Twins.betterThan(Answers.call(answer.getAnswer()), calls);
      String sameAs = better.map(Twins.Call::interactionId).orElse("");
      if (!sameAs.equals(answer.getSameAs())) {
        answer.setSameAs(sameAs);
        say(entry, answer.getAnswer(), sameAs, better.map(Twins.Call::traceId).orElse(""));
      }
    }
  }

  /** An answer that is not known here any more is the same as none that is. */
  void gone(LinkEntry entry, LinkedAnswer answer) {
    if (!answer.getSameAs().isEmpty()) {
      say(entry, answer.getAnswer(), "", "");
    }
  }

  private void say(LinkEntry entry, Answer of, String sameAs, String sameAsTrace) {
    sink.send(
        LinkProcessor.TO_SAME_CALLS,
        of.getTraceId(),
        SameCall.newBuilder()
            .setTenant(LinkKeys.tenant(entry.key()))
            .setInteractionId(of.getInteractionId())
            .setSameAs(sameAs)
            .setSameAsTrace(sameAsTrace)
            .build());
  }
}
