package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What was asked, with what, and what was answered: the content fields of an interaction. */
final class Exchange {
  private Exchange() {}

  /** Fills them; finish reasons and usage must be there already. */
  static void fill(
      Interaction.Builder interaction,
      TraceTree tree,
      InteractionRoots.Group group,
      SpanView answer,
      Captured captured,
      Lookup lookup) {
    List<SpanView> outward = outward(tree, group, answer);
    Content input = EmbeddedTurns.of(first(outward.stream().map(captured::input)));
    Content output = first(outward.stream().map(captured::output));
    if (callsTool(interaction) && !callsTool(output)) {
      Content same = output;
      output =
          outward.stream()
              .map(captured::output)
              .filter(Exchange::callsTool)
              .findFirst()
              .orElse(same);
    }
    output = concluded(outward, output, captured);
    lookup.won("input", input.sent() ? input.source() : "none");
    lookup.won("output", output.sent() ? output.source() : "none");

    String system = system(outward, input, lookup);
    List<Message> turns =
        new ArrayList<>(
            input.messages().stream().filter(m -> !m.getRole().equals("system")).toList());
    ContextBlock block = ContextBlock.of(lastUserText(turns));
    Documents documents = documents(group, block, system, lookup);
    List<ToolDefinition> tools = ToolDefinitions.of(group, tree, lookup);
    List<Message> complete =
        ToolSpans.added(
            group.spans(),
            PairedIds.of(EarlierCalls.restored(turns, group, answer, captured)),
            output.messages(),
            !tools.isEmpty());
    ContentState inputState = ContentStates.ofInput(input, answer);
    interaction
        .setSystemInstructions(system)
        .addAllInput(complete)
        .addAllOutput(output.messages())
        .addAllDocuments(documents.documents())
        .setQuestion(block.question())
        .setAnswer(Thoughts.without(answer(output, interaction, answer)))
        .setInputState(inputState)
        .setOutputState(ContentStates.ofOutput(output, inputState, answer, interaction))
        .setDocumentsState(documents.state())
        .addAllTools(tools);
  }

  /**
   * An agent may answer by calling a tool, as frameworks let models give structured answers. What
   * came out is then on the span around the calls, as its last message.
   */
  private static Content concluded(List<SpanView> outward, Content output, Captured captured) {
    if (!callsTool(output) || !output.lastText().isEmpty()) {
      return output;
    }
    for (SpanView around : outward.subList(1, outward.size())) {
      List<Message> out = captured.output(around).messages();
      Message last = out.isEmpty() ? Message.getDefaultInstance() : out.getLast();
      boolean answer =
          around.operation() == Operation.AGENT
              && last.getRole().equals("assistant")
              && last.getPartsList().stream().noneMatch(Part::hasToolCall);
      if (answer && !MessageReader.text(last).isEmpty()) {
        List<Message> both = new ArrayList<>(output.messages());
        both.add(last);
        return new Content(both, output.state(), output.source());
      }
    }
    return output;
  }

  private static Content first(Stream<Content> outward) {
    return outward.filter(Content::sent).findFirst().orElse(Content.NONE);
  }

  private static boolean callsTool(Interaction.Builder interaction) {
    return interaction.getFinishReasonsList().contains(FinishReason.TOOL_CALL);
  }

  private static boolean callsTool(Content output) {
    return output.messages().stream()
        .flatMap(message -> message.getPartsList().stream())
        .anyMatch(Part::hasToolCall);
  }

  /** The answering call and what is around it within the interaction, nearest first. */
  private static List<SpanView> outward(
      TraceTree tree, InteractionRoots.Group group, SpanView answer) {
    List<SpanView> outward = new ArrayList<>(List.of(answer));
    if (!answer.equals(group.root())) {
      for (SpanView ancestor : tree.ancestors(answer)) {
        outward.add(ancestor);
        if (ancestor.equals(group.root())) {
          break;
        }
      }
    }
    return outward;
  }

  private static String system(List<SpanView> outward, Content input, Lookup lookup) {
    Content beside =
        first(outward.stream().map(span -> Content.read(span, Sources.SYSTEM, "system")));
    List<Message> leading =
        input.messages().stream().takeWhile(m -> m.getRole().equals("system")).toList();
    Content from =
        leading.isEmpty() || beside.sent() && !beside.messages().isEmpty()
            ? beside
            : new Content(leading, input.state(), input.source());
    if (!from.messages().isEmpty()) {
      lookup.won("system", from.source());
    }
    return String.join(
        "\n",
        from.messages().stream().map(MessageReader::text).filter(text -> !text.isEmpty()).toList());
  }

  private static Documents documents(
      InteractionRoots.Group group, ContextBlock block, String system, Lookup lookup) {
    List<dev.plumbline.v1.Document> inPrompt =
        block.documents().isEmpty() ? ContextBlock.of(system).documents() : block.documents();
    Documents documents = Documents.of(group.spans()).withTextFrom(inPrompt);
    if (!documents.source().isEmpty()) {
      lookup.won("documents", documents.source());
    }
    return documents;
  }

  private static String lastUserText(List<Message> turns) {
    for (Message turn : turns.reversed()) {
      String text = MessageReader.text(turn);
      if (turn.getRole().equals("user") && !text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** The final message; of several choices the first, which is the one that clients show. */
  private static String answer(Content output, Interaction.Builder interaction, SpanView answer) {
    long choices =
        Math.max(
            interaction.getFinishReasonsCount(),
            Values.count(new Lookup().find(Field.CHOICES, List.of(answer))).orElse(1));
    return choices > 1 && output.messages().size() > 1
        ? new Content(output.messages().reversed(), output.state(), output.source()).lastText()
        : output.lastText();
  }
}
