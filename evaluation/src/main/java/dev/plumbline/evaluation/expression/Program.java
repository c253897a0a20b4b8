package dev.plumbline.evaluation.expression;

import dev.cel.common.CelValidationException;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import java.util.Optional;

/** A CEL text that is true or false, compiled once against the facts that it may ask for. */
public final class Program {
  private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder().build();

  private final CelRuntime.Program program;

  private Program(CelRuntime.Program program) {
    this.program = program;
  }

  /**
   * Compiles a text.
   *
   * @param kind what it is called where a user writes it, such as "a condition"
   * @throws IllegalArgumentException saying in one line what is wrong with the text
   */
  public static Program compile(String text, String kind, CelCompiler facts) {
    try {
      return new Program(RUNTIME.createProgram(facts.compile(text).getAst()));
    } catch (CelValidationException | CelEvaluationException e) {
      String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException("not " + kind + ": " + problem, e);
    }
  }

  /** Whether it holds; empty when it cannot be evaluated, as of a list without that place. */
  public Optional<Boolean> holds(CelVariableResolver facts) {
    try {
      return Optional.of(Boolean.TRUE.equals(program.eval(facts)));
    } catch (CelEvaluationException e) {
      return Optional.empty();
    }
  }
}
