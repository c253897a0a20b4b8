package dev.plumbline.evaluation.sampling;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;
import java.util.Optional;

/** A CEL condition over an interaction and its check results, compiled once. */
final class Condition {
  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder().build();

  private final CelRuntime.Program program;

  private Condition(CelRuntime.Program program) {
    this.program = program;
  }

  /**
   * Compiles a condition.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  static Condition compile(String text) {
    try {
      return new Condition(RUNTIME.createProgram(COMPILER.compile(text).getAst()));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException("not a condition: " + e.getMessage(), e);
    }
  }

  /** Whether the condition holds; empty when it cannot be evaluated, as of a check not in use. */
  Optional<Boolean> holds(Map<String, Object> facts) {
    try {
      return Optional.of(Boolean.TRUE.equals(program.eval(facts)));
    } catch (CelEvaluationException e) {
      return Optional.empty();
    }
  }

  private static CelCompiler compiler() {
    var builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setResultType(SimpleType.BOOL)
            .addVar("failed_checks", SimpleType.INT)
            .addVar("answer_chars", SimpleType.INT)
            .addVar("has_documents", SimpleType.BOOL)
            .addVar("checks", MapType.create(SimpleType.STRING, SimpleType.STRING));
    for (String name :
        new String[] {
          "service",
          "route",
          "model",
          "prompt_version",
          "environment",
          "provider",
          "output_state",
          "documents_state",
          "error_type"
        }) {
      builder.addVar(name, SimpleType.STRING);
    }
    return builder.build();
  }
}
