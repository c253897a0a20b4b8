package dev.plumbline.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.runtime.lifecycle.ListenException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir Path dir;

  @Test
  void touchesNothingWhereAnotherBrokerRuns() throws IOException {
    Path data = dir.resolve("broker");
    try (FileChannel other =
            FileChannel.open(
                dir.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = other.lock()) {
      EmbeddedBroker broker = new EmbeddedBroker(data, 0);
      assertThatThrownBy(broker::start)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("found another process that uses it");
      broker.close();
    }
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void saysThatAFileIsNoDirectoryOfData() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "");
    EmbeddedBroker broker = new EmbeddedBroker(file.resolve("broker"), 0);
    assertThatThrownBy(broker::start)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("expected a directory that can be written to");
    broker.close();
  }

  @Test
  void saysThatItsPortIsTakenAndTouchesNothing() throws IOException {
    Path data = dir.resolve("broker");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      EmbeddedBroker broker = new EmbeddedBroker(data, other.getLocalPort());
      assertThatThrownBy(broker::start)
          .isInstanceOf(ListenException.class)
          .hasMessageStartingWith("broker cannot listen on 127.0.0.1:" + other.getLocalPort());
      broker.close();
    }
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).isEmpty();
    }
  }
}
