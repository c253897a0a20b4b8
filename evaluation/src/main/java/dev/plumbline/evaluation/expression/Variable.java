package dev.plumbline.evaluation.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.plumbline.evaluation.interaction.Latency;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Part;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What an expression may ask about an interaction. A figure that was not sent is -1. */
public enum Variable {
  SERVICE(SimpleType.STRING, Interaction::getService),
  ROUTE(SimpleType.STRING, Interaction::getRoute),
  MODEL(SimpleType.STRING, i -> i.getModel().getServed()),
  PROMPT_VERSION(SimpleType.STRING, i -> i.getPrompt().getVersion()),
  ENVIRONMENT(SimpleType.STRING, Interaction::getEnvironment),
  PROVIDER(SimpleType.STRING, Interaction::getProvider),
  ERROR_TYPE(SimpleType.STRING, Interaction::getErrorType),
  OUTPUT_TYPE(SimpleType.STRING, Interaction::getOutputType),
  OUTPUT_STATE(SimpleType.STRING, i -> lower(i.getOutputState().name())),
  DOCUMENTS_STATE(SimpleType.STRING, i -> lower(i.getDocumentsState().name())),
  FINISH_REASONS(
      ListType.create(SimpleType.STRING),
      i -> i.getFinishReasonsList().stream().map(r -> lower(r.name())).toList()),
  HAS_DOCUMENTS(SimpleType.BOOL, i -> i.getDocumentsCount() > 0),
  DOCUMENT_COUNT(SimpleType.INT, i -> (long) i.getDocumentsCount()),
  LATENCY_MILLIS(SimpleType.INT, i -> Latency.millis(i).orElse(-1)),
  INPUT_TOKENS(
      SimpleType.INT, i -> i.getUsage().hasInputTokens() ? i.getUsage().getInputTokens() : -1L),
  OUTPUT_TOKENS(
      SimpleType.INT, i -> i.getUsage().hasOutputTokens() ? i.getUsage().getOutputTokens() : -1L),
  QUESTION(SimpleType.STRING, Interaction::getQuestion),
  ANSWER(SimpleType.STRING, Interaction::getAnswer),
  ANSWER_CHARS(SimpleType.INT, i -> (long) i.getAnswer().length()),
  TOOL_NAMES(ListType.create(SimpleType.STRING), Variable::toolNames);

  private final String word = lower(name());
  private final CelType type;
  private final Function<Interaction, Object> value;

  Variable(CelType type, Function<Interaction, Object> value) {
    this.type = type;
    this.value = value;
  }

  /** As an expression writes it. */
  public String word() {
    return word;
  }

  CelType type() {
    return type;
  }

  Object of(Interaction interaction) {
    return value.apply(interaction);
  }

  private static List<String> toolNames(Interaction interaction) {
    return interaction.getOutputList().stream()
        .flatMap(message -> message.getPartsList().stream())
        .filter(Part::hasToolCall)
        .map(part -> part.getToolCall().getName())
        .toList();
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
