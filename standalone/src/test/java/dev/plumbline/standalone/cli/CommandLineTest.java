package dev.plumbline.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

class CommandLineTest {
  private static final int COLUMNS = 80;

  static Stream<CommandSpec> everyCommand() {
    return below(PlumblineMain.commandLine());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyCommand")
  void everyCommandSaysWhatItIsAndWhatEachOfItsArgumentsIs(CommandSpec command) {
    assertThat(command.usageMessage().description()).isNotEmpty();
    assertThat(command.optionsMap()).containsKeys("--help", "--version");
    List<ArgSpec> values = command.args().stream().filter(arg -> arg.arity().max() > 0).toList();
    assertThat(command.args()).allMatch(arg -> arg.description().length > 0);
    assertThat(values).extracting(ArgSpec::paramLabel).noneMatch(label -> label.startsWith("<"));
    assertThat(command.usageMessage().footer())
        .as("lines that are set out by hand")
        .allMatch(line -> line.length() <= COLUMNS);
  }

  @Test
  void helpIsACommandToo() {
    assertThat(run("help").out()).isEqualTo(run("--help").out());
    assertThat(run("help", "tail").out()).isEqualTo(run("tail", "--help").out());
    List<String> commands =
        PlumblineMain.commandLine().getSubcommands().keySet().stream()
            .filter(name -> !name.equals("help"))
            .toList();
    assertThat(run("help").out()).contains(commands);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tial scores | plumbline: found \"tial\", did you mean tail?",
        "quality --slcie model=x --config D | plumbline quality: found \"--slcie\", did you mean"
            + " --slice?",
        "check --conf=D | plumbline check: found \"--conf=D\", did you mean --config?",
        "up --data D | plumbline up: found no --config DIR, expected it",
        "why 1234 | plumbline why: found none of --config DIR, --bootstrap HOST:PORT",
        "tail spans --config D | plumbline tail: TOPIC: found \"spans\", expected one of scores,"
            + " windows, decisions",
        "demo --seed x | plumbline demo: --seed: found \"x\", expected a whole number",
        "quality --by colour --config D | plumbline quality: --by: found \"colour\", expected one"
            + " of service, route, model, prompt_version",
        "quality --last soon --config D | plumbline quality: --last: found soon, expected ",
        "check --config D surplus | plumbline check: found \"surplus\", expected nothing more",
        "why 1234 --config D | plumbline why: found trace id 1234, expected 32 hex characters"
      })
  void aWrongCommandLineIsToldWhatWasFoundAndWhatExpected(String line, String expected) {
    Run run = run(line.split(" "));
    assertThat(run.exit()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run.err()).startsWith(expected).contains("\nsee plumbline").contains(" --help");
    assertThat(run.out()).isEmpty();
  }

  private static Stream<CommandSpec> below(CommandLine command) {
    return Stream.concat(
        Stream.of(command.getCommandSpec()),
        command.getSubcommands().entrySet().stream()
            .filter(entry -> !entry.getKey().equals("help"))
            .flatMap(entry -> below(entry.getValue())));
  }

  private record Run(int exit, String out, String err) {}

  private static Run run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        PlumblineMain.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args);
    return new Run(exit, out.toString(), err.toString());
  }
}
