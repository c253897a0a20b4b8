package dev.plumbline.evaluation.interaction;

import dev.plumbline.evaluation.redaction.Redactor;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.Step;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolDefinition;
import dev.plumbline.v1.ToolResult;

/**
 * Replaces values in everything of an interaction that an application, its users or its documents
 * wrote. The route may be the name of a span. Ids of spans and calls stay, and so does what a
 * deployment names: service, model, versions; the user's id is a hash already.
 */
final class Redacting {
  private Redacting() {}

  static void apply(Interaction.Builder interaction, Redactor redactor) {
    if (redactor.isIdle()) {
      return;
    }
    interaction
        .setRoute(redactor.redact(interaction.getRoute()))
        .setConversationId(redactor.redact(interaction.getConversationId()))
        .setSystemInstructions(redactor.redact(interaction.getSystemInstructions()))
        .setQuestion(redactor.redact(interaction.getQuestion()))
        .setAnswer(redactor.redact(interaction.getAnswer()))
        .setResponseSchema(redactor.redact(interaction.getResponseSchema()))
        .setErrorType(redactor.redact(interaction.getErrorType()));
    for (Message.Builder message : interaction.getInputBuilderList()) {
      apply(message, redactor);
    }
    for (Message.Builder message : interaction.getOutputBuilderList()) {
      apply(message, redactor);
    }
    for (Document.Builder document : interaction.getDocumentsBuilderList()) {
      document
          .setId(redactor.redact(document.getId()))
          .setTitle(redactor.redact(document.getTitle()))
          .setText(redactor.redact(document.getText()));
    }
    for (ToolDefinition.Builder tool : interaction.getToolsBuilderList()) {
      tool.setDescription(redactor.redact(tool.getDescription()))
          .setParameters(redactor.redact(tool.getParameters()));
    }
    for (Step.Builder step : interaction.getStepsBuilderList()) {
      step.setName(redactor.redact(step.getName()))
          .setErrorType(redactor.redact(step.getErrorType()));
    }
    redactor.counts().forEach((kind, count) -> interaction.putRedacted(kind.word(), count));
  }

  private static void apply(Message.Builder message, Redactor redactor) {
    message.setName(redactor.redact(message.getName()));
    for (Part.Builder part : message.getPartsBuilderList()) {
      switch (part.getKindCase()) {
        case TEXT -> part.setText(redactor.redact(part.getText()));
        case REASONING -> part.setReasoning(redactor.redact(part.getReasoning()));
        case REFUSAL -> part.setRefusal(redactor.redact(part.getRefusal()));
        case TOOL_CALL -> {
          ToolCall.Builder call = part.getToolCallBuilder();
          call.setName(redactor.redact(call.getName()))
              .setArguments(redactor.redact(call.getArguments()));
        }
        case TOOL_RESULT -> {
          ToolResult.Builder result = part.getToolResultBuilder();
          result
              .setResult(redactor.redact(result.getResult()))
              .setError(redactor.redact(result.getError()));
        }
        case MEDIA ->
            part.getMediaBuilder()
                .setReference(redactor.redact(part.getMediaBuilder().getReference()));
        case KIND_NOT_SET -> {
          // Nothing to replace.
        }
      }
    }
  }
}
