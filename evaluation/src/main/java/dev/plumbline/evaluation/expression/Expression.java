package dev.plumbline.evaluation.expression;

import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.plumbline.v1.Interaction;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A CEL expression over an interaction that is true or false, compiled once. */
public final class Expression {
  private static final Map<String, Variable> VARIABLES =
      Arrays.stream(Variable.values())
          .collect(Collectors.toUnmodifiableMap(Variable::word, v -> v));
  private static final CelCompiler COMPILER = compiler();

  private final Program program;

  private Expression(Program program) {
    this.program = program;
  }

  /**
   * What an evaluation found.
   *
   * @param holds empty when it could not be evaluated, for example a list without that place
   * @param asked what it asked
   */
  public record Found(Optional<Boolean> holds, Set<Variable> asked) {}

  /**
   * Compiles a text.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Expression compile(String text) {
    return new Expression(Program.compile(text, "an expression", COMPILER));
  }

  /** Evaluates it. Values are made only when it asks for them. */
  public Found evaluate(Interaction interaction) {
    Set<Variable> asked = EnumSet.noneOf(Variable.class);
    Optional<Boolean> holds =
        program.holds(
            name -> {
              Variable variable = VARIABLES.get(name);
              if (variable == null) {
                return Optional.empty();
              }
              asked.add(variable);
              return Optional.of(variable.of(interaction));
            });
    return new Found(holds, asked);
  }

  private static CelCompiler compiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder().setResultType(SimpleType.BOOL);
    for (Variable variable : Variable.values()) {
      builder.addVar(variable.word(), variable.type());
    }
    return builder.build();
  }
}
