package dev.plumbline.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto.ReservedRange;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Public messages only ever grow. */
class CompatibilityTest {
  private static final Path PUBLISHED =
      Path.of(System.getProperty("basedir", "."), "src/test/resources/public-v1.textproto");

  /** With {@code -Dproto.write} what was added is written down, but only when nothing breaks. */
  @Test
  void noConsumerOfAPublicTopicBreaksOnTheMessagesOfThisBuild() throws IOException {
    FileDescriptorSet now = PublicMessages.now();
    FileDescriptorSet.Builder published = FileDescriptorSet.newBuilder();
    if (Files.exists(PUBLISHED)) {
      TextFormat.merge(Files.readString(PUBLISHED), published);
    }
    assertThat(Compatibility.breaches(published.build(), now))
        .as("breaks consumers of public topics; add instead, or make a v2")
        .isEmpty();
    if (System.getProperty("proto.write") != null) {
      Files.createDirectories(PUBLISHED.getParent());
      Files.writeString(PUBLISHED, TextFormat.printer().printToString(now));
    } else {
      assertThat(published.build())
          .as("public messages have grown; proto/README.md says how to write that down")
          .isEqualTo(now);
    }
  }

  @Test
  void everyPublicTopicsMessageIsHeld() {
    Stream<String> held = PublicMessages.ON_TOPICS.stream().map(Descriptor::getFullName);
    assertThat(
            TopicCatalog.ALL.stream()
                .filter(topic -> topic.visibility() == TopicSpec.Visibility.PUBLIC)
                .map(TopicSpec::value)
                .filter(value -> value.startsWith("plumbline.")))
        .containsExactlyInAnyOrderElementsOf(held.toList());
  }

  @Test
  void addingFieldsMessagesAndValuesBreaksNothing() {
    assertThat(
            after(
                file -> {
                  file.getMessageTypeBuilder(0).addField(field("added", 9, Type.TYPE_STRING));
                  file.addMessageType(DescriptorProto.newBuilder().setName("Added"));
                  file.getEnumTypeBuilder(0).addValue(value("ADDED", 5));
                }))
        .isEmpty();
  }

  @Test
  void aFieldMayGoWhenItsNumberAndNameAreReserved() {
    Consumer<DescriptorProto.Builder> number =
        m -> m.removeField(1).addReservedRange(ReservedRange.newBuilder().setStart(2).setEnd(3));

    assertThat(after(file -> number.accept(file.getMessageTypeBuilder(0)))).hasSize(1);
    assertThat(
            after(
                file -> {
                  number.accept(file.getMessageTypeBuilder(0));
                  file.getMessageTypeBuilder(0).addReservedName("pi");
                }))
        .isEmpty();
  }

  @Test
  void everythingElseIsTold() {
    assertThat(after(file -> file.getMessageTypeBuilder(0).removeField(1)))
        .containsExactly(
            "p.v1.Score.pi = 2: removed, and its number and name are not both reserved");
    assertThat(after(f -> f.getMessageTypeBuilder(0).getFieldBuilder(1).setType(Type.TYPE_FLOAT)))
        .containsExactly("p.v1.Score.pi = 2: was \"double pi\", is \"float pi\"");
    assertThat(after(file -> file.getMessageTypeBuilder(0).getFieldBuilder(1).setName("prob")))
        .containsExactly("p.v1.Score.pi = 2: was \"double pi\", is \"double prob\"");
    assertThat(after(f -> f.getMessageTypeBuilder(0).getFieldBuilder(1).setProto3Optional(true)))
        .containsExactly("p.v1.Score.pi = 2: was \"double pi\", is \"optional double pi\"");
    assertThat(
            after(
                file ->
                    file.getMessageTypeBuilder(0)
                        .getFieldBuilder(0)
                        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)))
        .containsExactly("p.v1.Score.id = 1: was \"string id\", is \"repeated string id\"");
    assertThat(
            after(
                f ->
                    f.getMessageTypeBuilder(0)
                        .clearReservedRange()
                        .addField(field("taken", 7, Type.TYPE_STRING))))
        .containsExactly("p.v1.Score.taken = 7: takes what was reserved");
    assertThat(after(file -> file.getMessageTypeBuilder(0).clearReservedRange()))
        .containsExactly("p.v1.Score: 7 is reserved no more");
    assertThat(after(file -> file.getEnumTypeBuilder(0).getValueBuilder(1).setName("GOOD")))
        .containsExactly("p.v1.Outcome.PASS = 1: is called GOOD");
    assertThat(after(file -> file.getEnumTypeBuilder(0).removeValue(1)))
        .containsExactly(
            "p.v1.Outcome.PASS = 1: removed, and its number and name are not both reserved");
    assertThat(after(file -> file.removeMessageType(0))).containsExactly("p.v1.Score: is gone");
    assertThat(after(file -> file.getOptionsBuilder().setJavaPackage("elsewhere")))
        .containsExactly("score.proto: its Java classes have other names");
  }

  private static List<String> after(Consumer<FileDescriptorProto.Builder> change) {
    FileDescriptorProto before =
        FileDescriptorProto.newBuilder()
            .setName("score.proto")
            .setPackage("p.v1")
            .addMessageType(
                DescriptorProto.newBuilder()
                    .setName("Score")
                    .addField(field("id", 1, Type.TYPE_STRING))
                    .addField(field("pi", 2, Type.TYPE_DOUBLE))
                    .addReservedRange(ReservedRange.newBuilder().setStart(7).setEnd(8)))
            .addEnumType(
                EnumDescriptorProto.newBuilder()
                    .setName("Outcome")
                    .addValue(value("UNSPECIFIED", 0))
                    .addValue(value("PASS", 1)))
            .build();
    FileDescriptorProto.Builder now = before.toBuilder();
    change.accept(now);
    return Compatibility.breaches(
        FileDescriptorSet.newBuilder().addFile(before).build(),
        FileDescriptorSet.newBuilder().addFile(now).build());
  }

  private static FieldDescriptorProto field(String name, int number, Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .build();
  }

  private static EnumValueDescriptorProto value(String name, int number) {
    return EnumValueDescriptorProto.newBuilder().setName(name).setNumber(number).build();
  }
}
