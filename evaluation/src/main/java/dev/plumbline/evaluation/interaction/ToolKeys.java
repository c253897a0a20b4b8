package dev.plumbline.evaluation.interaction;

import java.util.List;

/** Keys of the spans of tools. The first that has a value wins; see {@link Field}. */
final class ToolKeys {
  static final List<String> NAME =
      List.of(
          "gen_ai.tool.name",
          "tool.name",
          "ai.toolCall.name",
          "spring.ai.tool.definition.name",
          "lk.function_tool.name",
          "haystack.tool.name",
          "confident.tool.name",
          "gen_ai.serialized.name",
          "tool_name");

  static final List<String> DESCRIPTION =
      List.of(
          "gen_ai.tool.description",
          "tool.description",
          "spring.ai.tool.definition.description",
          "haystack.tool.description");

  static final List<String> ID =
      List.of(
          "gen_ai.tool.call.id",
          "tool.id",
          "gen_ai.tool.id",
          "ai.toolCall.id",
          "spring.ai.tool.call.id",
          "haystack.tool.call.id",
          "tool_use_id",
          "output.value#/output/kwargs/tool_call_id",
          "output.value#/kwargs/tool_call_id");

  static final List<String> ARGUMENTS =
      List.of(
          "gen_ai.tool.call.arguments",
          "tool.parameters",
          "ai.toolCall.args",
          "ai.toolCall.input",
          "spring.ai.tool.call.arguments",
          "gcp.vertex.agent.tool_call_args",
          "tool_arguments",
          "lk.function_tool.arguments",
          "haystack.agent.step.tool.input",
          "gen_ai.tool.input",
          "gen_ai.tool.arguments",
          "gen_ai.tool.args",
          "tool_input",
          "confident.span.input",
          "gen_ai.prompt#/input",
          "input.value",
          "mlflow.spanInputs",
          "langfuse.observation.input",
          "traceloop.entity.input",
          "genkit:input",
          "lmnr.span.input",
          "agentops.entity.input",
          "braintrust.input_json",
          "ag.data.inputs",
          "honeyhive_inputs._params_",
          "metadata:tool_arguments",
          "metadata:arguments",
          "input");

  static final List<String> RESULT =
      List.of(
          "gen_ai.tool.call.result",
          "ai.toolCall.result",
          "ai.toolCall.output",
          "spring.ai.tool.call.result",
          "gcp.vertex.agent.tool_response",
          "tool_response",
          "lk.function_tool.output",
          "haystack.agent.step.tool.output",
          "gen_ai.tool.output",
          "gen_ai.tool.result",
          "confident.span.output",
          "gen_ai.completion#/output/kwargs/content",
          "gen_ai.completion#/output",
          "output.value#/output/kwargs/content",
          "output.value#/kwargs/content",
          "output.value",
          "mlflow.spanOutputs",
          "langfuse.observation.output",
          "traceloop.entity.output",
          "genkit:output",
          "lmnr.span.output",
          "agentops.entity.output",
          "braintrust.output_json",
          "ag.data.outputs",
          "honeyhive_outputs.result",
          "metadata:tool_result",
          "metadata:tool_output",
          "metadata:result",
          "output");

  private ToolKeys() {}
}
