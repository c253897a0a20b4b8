package dev.plumbline.standalone.cli;

import dev.plumbline.runtime.config.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command line: what was found, what was expected, where to look. */
final class WrongUsage implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + told(problem));
    command.getErr().println("see " + name + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static String told(ParameterException problem) {
    return switch (problem) {
      case UnmatchedArgumentException unmatched -> unmatched(problem, unmatched.getUnmatched());
      case MissingParameterException missing -> {
        // What is missing may be there under a wrong name.
        List<String> unmatched = problem.getCommandLine().getUnmatchedArguments();
        yield unmatched.isEmpty() ? missing(missing) : unmatched(problem, unmatched);
      }
      default -> value(problem);
    };
  }

  private static String unmatched(ParameterException problem, List<String> unmatched) {
    CommandSpec spec = problem.getCommandLine().getCommandSpec();
    String found = unmatched.getFirst();
    List<String> expected =
        found.startsWith("-") ? options(spec) : List.copyOf(spec.subcommands().keySet());
    return "found \"" + found + "\"" + hint(found.replaceFirst("=.*", ""), expected);
  }

  private static String hint(String found, List<String> expected) {
    return expected.isEmpty() ? ", expected nothing more" : Nearest.hint(found, expected);
  }

  private static List<String> options(CommandSpec spec) {
    return spec.options().stream()
        .flatMap(option -> Stream.of(option.names()))
        .filter(name -> name.startsWith("--"))
        .toList();
  }

  private static String missing(MissingParameterException problem) {
    List<ArgSpec> missing = problem.getMissing();
    ArgGroupSpec group = missing.isEmpty() ? null : missing.getFirst().group();
    if (group != null && group.exclusive()) {
      return "found none of " + shown(choices(group)) + ", expected one of them";
    }
    return "found no "
        + shown(missing)
        + ", expected "
        + (missing.size() == 1 ? "it" : "all of them");
  }

  private static List<ArgSpec> choices(ArgGroupSpec group) {
    return Stream.concat(
            group.args().stream(),
            group.subgroups().stream()
                .flatMap(inner -> inner.args().stream().filter(ArgSpec::required)))
        .toList();
  }

  private static String shown(List<ArgSpec> args) {
    return args.stream().map(WrongUsage::shown).collect(Collectors.joining(", "));
  }

  private static String shown(ArgSpec arg) {
    return arg instanceof OptionSpec option
        ? option.longestName() + " " + arg.paramLabel()
        : arg.paramLabel();
  }

  /** A value that does not fit; problems that a command found itself say so themselves. */
  private static String value(ParameterException problem) {
    ArgSpec arg = problem.getArgSpec();
    String found = problem.getValue();
    if (arg == null || found == null) {
      return String.valueOf(problem.getMessage());
    }
    String name = arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    String own = problem.getCause() instanceof TypeConversionException e ? e.getMessage() : null;
    // Converters of ours say what they found and expected; the standard ones do not.
    return name
        + ": "
        + (own != null && own.startsWith("found ")
            ? own
            : "found \"" + found + "\", expected " + expected(arg));
  }

  private static String expected(ArgSpec arg) {
    Class<?> type = arg.typeInfo().isMultiValue() ? elements(arg) : arg.type();
    if (type.isEnum()) {
      return "one of "
          + Stream.of(type.getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    if (type == int.class || type == long.class) {
      return "a whole number";
    }
    return type == double.class ? "a number" : arg.paramLabel();
  }

  private static Class<?> elements(ArgSpec arg) {
    return arg.auxiliaryTypes().length == 0 ? arg.type() : arg.auxiliaryTypes()[0];
  }
}
