package dev.plumbline.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.runtime.fixtures.ChildJvm;
import dev.plumbline.runtime.fixtures.ConfigFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exit codes and signals of a real process. */
class ServiceMainTest {
  @TempDir Path dir;

  @Test
  void drainsOnSigtermAndExitsWithZero() throws Exception {
    try (ChildJvm child = service(FakeService.Fate.RUNS)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> child.stdout().contains("started"));
      child.terminate();
      assertThat(child.exitCode()).isZero();
      assertThat(child.stdout()).isEqualTo("started\ndrained\n");
      assertThat(child.stderr()).contains("service started").contains("service draining");
    }
  }

  @Test
  void drainsWhatItStartedWhenTheSignalComesDuringTheStart() throws Exception {
    try (ChildJvm child = service(FakeService.Fate.STARTS_SLOWLY)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> child.stdout().contains("starting"));
      child.terminate();
      assertThat(child.exitCode()).isZero();
      assertThat(child.stdout()).isEqualTo("starting\nstarted\ndrained\n");
    }
  }

  @Test
  void endsAtOnceOnASecondSignal() throws Exception {
    try (ChildJvm child = service(FakeService.Fate.NEVER_DRAINS)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> child.stdout().contains("started"));
      child.terminate();
      await().atMost(Duration.ofSeconds(20)).until(() -> child.stdout().contains("draining"));
      child.terminate();
      assertThat(child.exitCode()).isEqualTo(130);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FakeService.Fate.class,
      names = {"CANNOT_START", "RUNS_OUT_OF_MEMORY", "DIES"})
  void exitsWithOneWhenTheServiceFails(FakeService.Fate fate) throws Exception {
    try (ChildJvm child = service(fate)) {
      assertThat(child.exitCode()).isEqualTo(ServiceMain.FAILED);
      assertThat(child.stderr()).containsAnyOf("service failed", "service died");
      assertThat(child.stdout()).endsWith("drained\n");
    }
  }

  @Test
  void exitsWithOneWhenItCouldNotDrain() throws Exception {
    try (ChildJvm child = service(FakeService.Fate.CANNOT_DRAIN)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> child.stdout().contains("started"));
      child.terminate();
      assertThat(child.exitCode()).isEqualTo(ServiceMain.FAILED);
      assertThat(child.stderr()).contains("service failed");
    }
  }

  @Test
  void exitsWith78AndThePlainTextOfTheProblemsWhenTheConfigIsWrong() throws Exception {
    ConfigFiles.write(dir, "ingest:\n  nme: x\n");
    try (ChildJvm child =
        ChildJvm.start(
            dir, FakeService.class, Map.of(), FakeService.Fate.RUNS.name(), dir.toString())) {
      assertThat(child.exitCode()).isEqualTo(ServiceMain.BAD_CONFIG);
      assertThat(child.stderr())
          .contains("line 2  ingest.nme: unknown key, did you mean name?")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void exitsWith78WhenTheBrokersTopicsDoNotFit() throws Exception {
    try (ChildJvm child = service(FakeService.Fate.TOPICS_DIFFER)) {
      assertThat(child.exitCode()).isEqualTo(ServiceMain.BAD_CONFIG);
      assertThat(child.stderr()).contains("scores.v1 partitions: found 4, expected 8");
    }
  }

  private ChildJvm service(FakeService.Fate fate) {
    ConfigFiles.write(dir, "");
    return ChildJvm.start(dir, FakeService.class, Map.of(), fate.name(), dir.toString());
  }
}
