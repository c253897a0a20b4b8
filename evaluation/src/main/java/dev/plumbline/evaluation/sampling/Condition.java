package dev.plumbline.evaluation.sampling;

import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.plumbline.evaluation.expression.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A CEL condition, compiled once. */
final class Condition {
  private final Program program;

  private Condition(Program program) {
    this.program = program;
  }

  /** What a condition may ask for. */
  enum About {
    /** An answer and its check results. */
    ANSWER(answer()),
    /** The same, and what users did about it later. */
    ANSWER_AND_USERS(users(answer())),
    /** An answer that a judge was asked about, with how that ended. */
    JUDGED(users(judged()));

    private final CelCompiler compiler;

    About(CelCompilerBuilder variables) {
      compiler = variables.build();
    }
  }

  /**
   * Compiles a condition.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  static Condition compile(String text, About about) {
    return new Condition(Program.compile(text, "a condition", about.compiler));
  }

  /** Whether the text is a condition about that. */
  static boolean compiles(String text, About about) {
    try {
      compile(text, about);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether the condition holds; empty when it cannot be evaluated, as of a check not in use. */
  Optional<Boolean> holds(Map<String, Object> facts) {
    return program.holds(name -> Optional.ofNullable(facts.get(name)));
  }

  private static CelCompilerBuilder answer() {
    return texts(
        checked().addVar("answer_chars", SimpleType.INT).addVar("has_documents", SimpleType.BOOL),
        List.of("provider", "output_state", "documents_state", "error_type"));
  }

  private static CelCompilerBuilder judged() {
    return texts(checked().addVar("suspicion", SimpleType.DOUBLE), List.of("verdict", "stratum"));
  }

  private static CelCompilerBuilder checked() {
    return texts(
        CelCompilerFactory.standardCelCompilerBuilder()
            .setResultType(SimpleType.BOOL)
            .addVar("failed_checks", SimpleType.INT)
            .addVar("checks", MapType.create(SimpleType.STRING, SimpleType.STRING)),
        List.of("service", "route", "model", "prompt_version", "environment"));
  }

  private static CelCompilerBuilder users(CelCompilerBuilder builder) {
    for (LateFact fact : LateFact.values()) {
      builder.addVar(fact.word(), SimpleType.BOOL);
    }
    return builder;
  }

  private static CelCompilerBuilder texts(CelCompilerBuilder builder, List<String> names) {
    names.forEach(name -> builder.addVar(name, SimpleType.STRING));
    return builder;
  }
}
