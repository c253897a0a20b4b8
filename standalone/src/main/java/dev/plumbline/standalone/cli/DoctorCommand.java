package dev.plumbline.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.lifecycle.ServiceMain;
import dev.plumbline.runtime.log.JulBridge;
import dev.plumbline.standalone.doctor.Diagnosis;
import dev.plumbline.standalone.doctor.DiagnosisText;
import dev.plumbline.standalone.doctor.Doctor;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a live installation is well, and its clients understood. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Tells of a live installation whether broker, topics, keys, clocks and services are well, what became of every span, and what each client could send. Changes nothing.")
final class DoctorCommand implements Callable<Integer> {
  @Mixin private KafkaAccess access = new KafkaAccess();

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, JsonProcessingException {
    JulBridge.install();
    KafkaConfig kafka = access.kafka();
    spec.commandLine()
        .getErr()
        .println("looking at the newest records at " + kafka.bootstrapServers());
    Diagnosis diagnosis = new Doctor(kafka, access.directory()).look();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonMapper.builder().build().writeValueAsString(diagnosis));
    } else {
      DiagnosisText.of(diagnosis).forEach(out::println);
    }
    return diagnosis.failed() ? ServiceMain.FAILED : ServiceMain.OK;
  }
}
